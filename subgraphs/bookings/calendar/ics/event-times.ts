import { DAY_MS } from '../../slot/zone-offsets.ts';
import type { Period } from '../../slot/slot.rules.ts';
import { farLookup, type Budget } from './budget.ts';
import { endOf, type CalendarEvent, type ZonedMoment } from './events.ts';
import { localDay, type Duration, type LocalMs } from './moment.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { occurrences, type LocalWindow } from './recurrence.rules.ts';

/** No zone is a day off UTC: looked for so much around a window, nothing of it is missed. */
const marginMs = DAY_MS;

/** How far from the window an occurrence of a repeating event may begin and still meet it: none lasts longer. */
const mostReachMs = 400 * DAY_MS;

/** The busy times of the events of one UID (an event and its changed occurrences) that meet the window. */
export function* busyOfEvents(
  events: readonly CalendarEvent[],
  window: Period,
  budget: Budget,
): Generator<Period, void> {
  const master = latest(events.filter(({ replaces }) => replaces === null));
  const changes = latestChanges(events);
  // A changed occurrence stands for itself wherever it went, whatever came of the one it replaces.
  for (const change of changes) yield* timesOf(change, change.start.local, change.length, window);
  if (master === undefined) return;
  const following = followingChanges(changes, master.start, budget);
  const near = windowOf(master, following, window);
  const isReplaced = namedBy(
    changes.map(({ replaces }) => replaces!),
    master.start,
    near,
  );
  for (const { local, length } of startsOf(master, near, budget)) {
    if (isReplaced(local)) continue;
    const change = following.findLast(({ from }) => from <= local);
    if (change === undefined) yield* timesOf(master, local, length ?? master.length, window);
    else yield* timesOf(change.event, local + change.moved, change.event.length, window);
  }
}

/** The one that counts of several tellings of the same thing: the highest SEQUENCE, the last of equals. */
function latest(events: readonly CalendarEvent[]): CalendarEvent | undefined {
  let best: CalendarEvent | undefined;
  for (const event of events) if (best === undefined || event.sequence >= best.sequence) best = event;
  return best;
}

function latestChanges(events: readonly CalendarEvent[]): CalendarEvent[] {
  const byOccurrence = new Map<string, CalendarEvent>();
  for (const event of events) {
    if (event.replaces === null) continue;
    const { local, isDate, isUtc } = event.replaces;
    const key = `${local} ${isDate} ${isUtc}`;
    const known = byOccurrence.get(key);
    if (known === undefined || event.sequence >= known.sequence) byOccurrence.set(key, event);
  }
  return [...byOccurrence.values()];
}

interface FollowingChange {
  event: CalendarEvent;
  /** From this start on, on the clock of the event itself. */
  from: LocalMs;
  moved: number;
}

/** Changes that hold for all later occurrences too, in order. */
function followingChanges(
  changes: readonly CalendarEvent[],
  start: ZonedMoment,
  budget: Budget,
): FollowingChange[] {
  return changes
    .filter(({ andFollowing }) => andFollowing)
    .map((event) => {
      budget.spend(farLookup);
      const from = localIn(start, event.replaces!);
      return { event, from, moved: event.start.local - event.replaces!.local };
    })
    .toSorted((a, b) => a.from - b.from);
}

/** Where starts are looked for: an occurrence may begin before the window, be longer than it was, or be moved into it. */
function windowOf(event: CalendarEvent, following: readonly FollowingChange[], window: Period): LocalWindow {
  const reaches = following.map(({ event: { length }, moved }) => endOf(0, length) + Math.abs(moved));
  const reach = Math.min(mostReachMs, Math.max(0, endOf(0, event.length), ...reaches)) + marginMs;
  return { from: window.from - reach, until: window.until + reach };
}

interface Start {
  local: LocalMs;
  /** Null: as long as the event. */
  length: Duration | null;
}

/** When the event starts, on its own clock: its start, by its rules and by RDATE, less what is excepted. */
function* startsOf(event: CalendarEvent, near: LocalWindow, budget: Budget): Generator<Start, void> {
  const { start, rules, exceptRules, added, except } = event;
  const expand = (some: readonly RecurrenceRule[]) =>
    some.flatMap((rule) => [...occurrences(rule, start.local, lastOf(rule, start, near), near, budget)]);
  const locals = new Set(rules.length === 0 ? [start.local] : expand(rules));
  const gone = new Set(expand(exceptRules));
  const isExcepted = namedBy(except, start, near);
  for (const local of locals) {
    if (!gone.has(local) && !isExcepted(local)) yield { local, length: null };
  }
  for (const { moment, length } of added) {
    const isFar = endOf(moment.local, length ?? event.length) < near.from || moment.local > near.until;
    if (isFar) continue;
    if (!isNear(moment.local, near)) budget.spend(farLookup);
    const local = localIn(start, moment);
    if (!locals.has(local) && !isExcepted(local)) yield { local, length };
  }
}

/** UNTIL on the clock of the event; far from the window only its side matters, and looking it up would be dear. */
function lastOf({ until }: RecurrenceRule, start: ZonedMoment, near: LocalWindow): LocalMs | null {
  if (until === null) return null;
  // "Until that day" holds for the whole of it.
  if (until.isDate && !start.isDate) return until.local + DAY_MS - 1;
  return until.isUtc && !start.isDate && isNear(until.local, near)
    ? start.clock.localOf(until.local)
    : until.local;
}

/** Tells whether one of the moments names an occurrence: by its time, or by its date alone. */
function namedBy(
  moments: readonly ZonedMoment[],
  start: ZonedMoment,
  near: LocalWindow,
): (local: LocalMs) => boolean {
  const days = new Set<number>();
  const times = new Set<LocalMs>();
  for (const moment of moments) {
    if (!isNear(moment.local, near)) continue;
    if (moment.isDate) days.add(localDay(moment.local));
    else times.add(localIn(start, moment));
  }
  return (local) => times.has(local) || days.has(localDay(local));
}

function isNear(local: LocalMs, near: LocalWindow): boolean {
  return local >= near.from - marginMs && local <= near.until + marginMs;
}

/** A moment as the event's own clock tells it. */
function localIn(start: ZonedMoment, moment: ZonedMoment): LocalMs {
  if (moment.isDate || start.isDate || moment.clock === start.clock) return moment.local;
  return start.clock.localOf(moment.clock.instantOf(moment.local));
}

function* timesOf(
  event: CalendarEvent,
  local: LocalMs,
  length: Duration,
  window: Period,
): Generator<Period, void> {
  const end = endOf(local, length);
  if (!event.isBusy || end <= local) return;
  if (local > window.until + marginMs || end < window.from - marginMs) return;
  const { clock } = event.start;
  const from = local < window.from - marginMs ? window.from : clock.instantOf(local);
  const until = end > window.until + marginMs ? window.until : clock.instantOf(end);
  if (from < window.until && until > window.from) yield { from, until };
}
