import { DAY_MS } from '../../slot/zone-offsets.ts';
import type { EpochMs, Period } from '../../slot/slot.rules.ts';
import { Budget } from './budget.ts';
import { calendarZones } from './calendar-zones.ts';
import { CalendarFault, parseCalendars, propertiesOf, type Component } from './components.ts';
import { readEvent, type CalendarEvent } from './events.ts';
import { busyOfEvents } from './event-times.ts';
import { parseDuration, parseMoment } from './moment.ts';

/** What may be asked of one calendar. A year of full days, each of a dozen appointments, is a fifth of it. */
export const calendarLimits = { steps: 1_000_000, periods: 20_000 };

export interface BusyTimes {
  /** Sorted; those that overlap or touch are one. */
  periods: Period[];
  /** How many events the calendar holds, busy or not, anywhere in time. */
  events: number;
}

/**
 * When the owner of an iCalendar text is busy within the window: events that repeat, with their exceptions and changed
 * occurrences, in their own zones; whole days in the calendar's zone, or `timeZone` when it names none. What is cancelled or
 * marked as free takes no time. Events that `isOwn` knows by their UID are passed over. Work is bounded whatever the text
 * asks for.
 * @throws CalendarFault when the text is no whole calendar or asks for too much.
 */
export function readBusyTimes(
  text: string,
  timeZone: string,
  window: Period,
  isOwn: (uid: string) => boolean = () => false,
): BusyTimes {
  const budget = new Budget(calendarLimits.steps);
  const periods: Period[] = [];
  let count = 0;
  for (const calendar of parseCalendars(text)) {
    const zones = calendarZones(calendar, timeZone, window.until + 2 * DAY_MS, budget);
    const events = calendar.components
      .filter(({ name }) => name === 'VEVENT')
      .map((component) => readEvent(component, zones, budget))
      .filter((event) => event !== null);
    count += events.length;
    for (const same of groupByUid(events.filter(({ uid }) => !isOwn(uid)))) {
      for (const period of busyOfEvents(same, window, budget)) periods.push(period);
    }
    for (const period of freeBusyOf(calendar, window, budget)) periods.push(period);
  }
  const merged = mergePeriods(periods.map((period) => clip(period, window)));
  if (merged.length > calendarLimits.periods) throw new CalendarFault('TOO_LARGE', 'too many busy times');
  return { periods: merged, events: count };
}

function groupByUid(events: readonly CalendarEvent[]): CalendarEvent[][] {
  const groups = new Map<string, CalendarEvent[]>();
  const alone: CalendarEvent[][] = [];
  for (const event of events) {
    if (event.uid === '') alone.push([event]);
    else if (groups.has(event.uid)) groups.get(event.uid)!.push(event);
    else groups.set(event.uid, [event]);
  }
  return [...groups.values(), ...alone];
}

/** `VFREEBUSY` tells busy times outright (RFC 5545, section 3.8.2.6); always in UTC. */
function freeBusyOf(calendar: Component, window: Period, budget: Budget): Period[] {
  return calendar.components
    .filter(({ name }) => name === 'VFREEBUSY')
    .flatMap((component) => propertiesOf(component, 'FREEBUSY'))
    .filter(({ params }) => params.get('FBTYPE')?.toUpperCase() !== 'FREE')
    .flatMap(({ value }) => value.split(','))
    .flatMap((text) => {
      budget.spend();
      const [start = '', end = ''] = text.split('/', 2);
      const from = parseMoment(start)?.local;
      const length = parseDuration(end);
      const until =
        parseMoment(end)?.local ?? (from !== undefined && length ? endOfUtc(from, length) : undefined);
      if (from === undefined || until === undefined) return [];
      return from < window.until && until > window.from ? [{ from, until }] : [];
    });
}

function endOfUtc(from: EpochMs, { days, ms }: { days: number; ms: number }): EpochMs {
  return from + days * DAY_MS + ms;
}

function clip({ from, until }: Period, window: Period): Period {
  return { from: Math.max(from, window.from), until: Math.min(until, window.until) };
}

/** Sorted by start, with those that overlap or touch made one and empty ones gone. */
export function mergePeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  let last: Period | undefined;
  for (const { from, until } of periods.toSorted((a, b) => a.from - b.from)) {
    if (until <= from) continue;
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push((last = { from, until }));
  }
  return merged;
}
