import { DAY_MS } from '../../slot/zone-offsets.ts';
import { farLookup, type Budget } from './budget.ts';
import type { CalendarZones } from './calendar-zones.ts';
import { utcClock, type ZoneClock } from './clock.ts';
import { propertiesOf, propertyOf, valueOf, type Component, type Property } from './components.ts';
import { parseDuration, parseMoment, type Duration, type LocalMs, type Moment } from './moment.ts';
import { parseRecurrenceRule, type RecurrenceRule } from './recurrence-rule.ts';

/** A moment together with the clock it is told by. */
export interface ZonedMoment extends Moment {
  clock: ZoneClock;
}

/** An added occurrence (`RDATE`), which may have a length of its own. */
export interface AddedOccurrence {
  moment: ZonedMoment;
  length: Duration | null;
}

/** One `VEVENT`, read as far as it tells when somebody is busy. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  start: ZonedMoment;
  length: Duration;
  /** Whether it takes time: neither cancelled nor marked as free. */
  isBusy: boolean;
  rules: RecurrenceRule[];
  exceptRules: RecurrenceRule[];
  added: AddedOccurrence[];
  except: ZonedMoment[];
  /** Which occurrence of the event with the same UID it stands for; null for the event itself. */
  replaces: ZonedMoment | null;
  /** Whether it also stands for all occurrences after that one (`RANGE=THISANDFUTURE`). */
  andFollowing: boolean;
}

/** The event, or null when it has no start that can be read. @throws CalendarFault for a rule that cannot be read. */
export function readEvent(component: Component, zones: CalendarZones, budget: Budget): CalendarEvent | null {
  const startProperty = propertyOf(component, 'DTSTART');
  const [start] = startProperty === undefined ? [] : momentsOf(startProperty, zones, budget);
  if (start === undefined) return null;
  const replaces = propertyOf(component, 'RECURRENCE-ID');
  const rules = (name: string) =>
    propertiesOf(component, name).map(({ value }) => parseRecurrenceRule(value));
  return {
    uid: valueOf(component, 'UID') ?? '',
    sequence: Number(valueOf(component, 'SEQUENCE')) || 0,
    start,
    length: lengthOf(component, start, zones, budget),
    isBusy: isBusy(component),
    rules: rules('RRULE'),
    exceptRules: rules('EXRULE'),
    added: propertiesOf(component, 'RDATE').flatMap((property) => addedBy(property, zones, budget)),
    except: propertiesOf(component, 'EXDATE').flatMap((property) => momentsOf(property, zones, budget)),
    replaces: (replaces && momentsOf(replaces, zones, budget)[0]) ?? null,
    andFollowing: replaces?.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE',
  };
}

/** Where an event that starts at a wall-clock time ends: whole days by the calendar, the rest in step with the clock. */
export function endOf(local: LocalMs, { days, ms }: Duration): LocalMs {
  return local + days * DAY_MS + ms;
}

function isBusy(component: Component): boolean {
  const status = valueOf(component, 'STATUS')?.trim().toUpperCase();
  const transparency = valueOf(component, 'TRANSP')?.trim().toUpperCase();
  const microsoft = valueOf(component, 'X-MICROSOFT-CDO-BUSYSTATUS')?.trim().toUpperCase();
  return status !== 'CANCELLED' && transparency !== 'TRANSPARENT' && microsoft !== 'FREE';
}

/** All moments of a property that may list several (`EXDATE`); what cannot be read is passed over. */
function momentsOf({ value, params }: Property, zones: CalendarZones, budget: Budget): ZonedMoment[] {
  return value.split(',').flatMap((text) => {
    budget.spend();
    const moment = parseMoment(text);
    return moment === null ? [] : [zoned(moment, params, zones)];
  });
}

function addedBy({ value, params }: Property, zones: CalendarZones, budget: Budget): AddedOccurrence[] {
  return value.split(',').flatMap((text) => {
    budget.spend();
    const [from = '', until] = text.split('/', 2);
    const start = parseMoment(from);
    if (start === null) return [];
    const moment = zoned(start, params, zones);
    if (until === undefined) return [{ moment, length: null }];
    const end = parseMoment(until);
    const length = end === null ? parseDuration(until) : { days: 0, ms: end.local - start.local };
    return [{ moment, length }];
  });
}

function zoned(moment: Moment, params: ReadonlyMap<string, string>, zones: CalendarZones): ZonedMoment {
  if (moment.isUtc) return { ...moment, clock: utcClock };
  // A whole day is whole wherever its owner is, so it has no zone but the calendar's.
  return { ...moment, clock: zones.clockOf(moment.isDate ? undefined : params.get('TZID')) };
}

/** From DTEND, DURATION, or by RFC 5545, section 3.6.1: a day for a date, nothing for a time. */
function lengthOf(component: Component, start: ZonedMoment, zones: CalendarZones, budget: Budget): Duration {
  const endProperty = propertyOf(component, 'DTEND');
  const [end] = endProperty === undefined ? [] : momentsOf(endProperty, zones, budget);
  if (end !== undefined) {
    if (end.clock === start.clock) return wholeDays(end.local - start.local, start.isDate);
    // Two clocks: only instants can be compared, and a far-off year of an odd zone is dear to look up.
    budget.spend(farLookup);
    return { days: 0, ms: end.clock.instantOf(end.local) - start.clock.instantOf(start.local) };
  }
  const duration = parseDuration(valueOf(component, 'DURATION') ?? '');
  return duration ?? { days: start.isDate ? 1 : 0, ms: 0 };
}

function wholeDays(ms: number, isDate: boolean): Duration {
  return isDate ? { days: Math.max(1, Math.round(ms / DAY_MS)), ms: 0 } : { days: 0, ms };
}
