import type { Budget } from './budget.ts';
import { propertiesOf, valueOf, type Component } from './components.ts';
import { clockOfChanges, ianaClock, parseUtcOffset, utcClock, type ZoneClock } from './clock.ts';
import { parseMoment, type LocalMs } from './moment.ts';
import { parseRecurrenceRule } from './recurrence-rule.ts';
import { occurrences } from './recurrence.rules.ts';

/** Finds the clock that a `TZID` of one calendar means. */
export interface CalendarZones {
  clockOf(tzid: string | undefined): ZoneClock;
}

/**
 * A `TZID` that IANA knows is IANA's, since that knows of every change; any other is what the calendar's own `VTIMEZONE`
 * says it is; one that nothing explains, or none at all, is the calendar's zone (`X-WR-TIMEZONE`) or `fallback`.
 * `until` is how far ahead anything will be asked.
 */
export function calendarZones(
  calendar: Component,
  fallback: string,
  until: LocalMs,
  budget: Budget,
): CalendarZones {
  const own = ianaClock(valueOf(calendar, 'X-WR-TIMEZONE')?.trim() ?? '') ?? ianaClock(fallback) ?? utcClock;
  const definitions = new Map(
    calendar.components
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((component) => [valueOf(component, 'TZID')?.trim() ?? '', component]),
  );
  const known = new Map<string, ZoneClock>();
  return {
    clockOf(tzid) {
      if (tzid === undefined) return own;
      let clock = known.get(tzid);
      if (clock === undefined) {
        const definition = definitions.get(tzid.trim());
        clock =
          ianaClockOfTzid(tzid.trim()) ?? (definition && definedClock(definition, until, budget)) ?? own;
        known.set(tzid, clock);
      }
      return clock;
    },
  };
}

/** Some programs put a path before the name: `/freeassociation.sourceforge.net/Australia/Sydney`. */
function ianaClockOfTzid(tzid: string): ZoneClock | null {
  if (!tzid.startsWith('/')) return ianaClock(tzid);
  const parts = tzid.split('/').slice(0, 12);
  for (const length of [3, 2]) {
    const clock = ianaClock(parts.slice(-length).join('/'));
    if (clock !== null) return clock;
  }
  return null;
}

/** The clock of a `VTIMEZONE` (RFC 5545, section 3.6.5); null when it says nothing that can be used. */
function definedClock(definition: Component, until: LocalMs, budget: Budget): ZoneClock | null {
  const located = ianaClock(valueOf(definition, 'X-LIC-LOCATION')?.trim() ?? '');
  if (located !== null) return located;
  const changes = definition.components.flatMap((observance) => changesOf(observance, until, budget));
  const first = changes.toSorted((a, b) => a.at - b.at)[0];
  return first === undefined ? null : clockOfChanges(first.before, changes);
}

interface Change {
  at: number;
  before: number;
  offset: number;
}

/** When one `STANDARD` or `DAYLIGHT` of a zone begins, each time. */
function changesOf(observance: Component, until: LocalMs, budget: Budget): Change[] {
  const start = parseMoment(valueOf(observance, 'DTSTART') ?? '');
  const before = parseUtcOffset(valueOf(observance, 'TZOFFSETFROM') ?? '');
  const offset = parseUtcOffset(valueOf(observance, 'TZOFFSETTO') ?? '');
  if (start === null || before === null || offset === null) return [];
  const onsets = new Set([start.local]);
  for (const { value } of propertiesOf(observance, 'RRULE')) {
    const rule = parseRecurrenceRule(value);
    // Onsets are told by the clock before the change, and so is UNTIL, which is written in UTC.
    const last = rule.until && rule.until.local + (rule.until.isUtc ? before : 0);
    const window = { from: start.local, until };
    for (const onset of occurrences(rule, start.local, last, window, budget)) onsets.add(onset);
  }
  for (const { value } of propertiesOf(observance, 'RDATE')) {
    for (const text of value.split(',')) {
      budget.spend();
      const moment = parseMoment(text);
      if (moment !== null) onsets.add(moment.local);
    }
  }
  return [...onsets].map((onset) => ({ at: onset - before, before, offset }));
}
