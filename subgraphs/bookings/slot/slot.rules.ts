import { slotStarts } from './slot-hours.rules.ts';
import { DAY_MS, MINUTE_MS, zoneOffsets, type DayNumber, type ZoneOffsets } from './zone-offsets.ts';

/** Milliseconds since 1970-01-01T00:00Z, as `Date.prototype.getTime` gives them. The engine makes no `Date`s. */
export type EpochMs = number;

/** A calendar date in the therapist's zone: `YYYY-MM-DD`. */
export type LocalDate = string;

export type SlotKind = 'CONSULTATION' | 'SESSION';

/** A stretch of time: `from` belongs to it, `until` does not. An empty one (`until <= from`) closes nothing. */
export interface Period {
  from: EpochMs;
  until: EpochMs;
}

/** Wall-clock minutes of one local day, `[startMinute, endMinute)`: 0 is 00:00 and 1440 is 24:00; never over midnight. */
export interface LocalRange {
  startMinute: number;
  endMinute: number;
}

export interface WeeklyHours extends LocalRange {
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** First local date on which these hours hold; null: since ever. */
  effectiveFrom: LocalDate | null;
  /** Last local date on which these hours hold, itself included; null: until further notice. */
  effectiveUntil: LocalDate | null;
}

/** Replaces the weekly hours of one local date wholly; no ranges means closed that day. Overrides of one date add up. */
export interface DateOverride {
  date: LocalDate;
  ranges: readonly LocalRange[];
}

export interface KindSettings {
  /** Elapsed minutes from start to end: a whole number from 1. */
  lengthMinutes: number;
  /** Wall-clock minutes from one offered start to the next: a whole number from 1. */
  stepMinutes: number;
}

/** What a therapist has set about when they can be booked. */
export interface SlotRules {
  /** IANA name; every local date and minute of these rules is read in it. */
  timeZone: string;
  weeklyHours: readonly WeeklyHours[];
  overrides: readonly DateOverride[];
  timeOff: readonly Period[];
  kinds: Readonly<Record<SlotKind, KindSettings>>;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  /** A slot starts no sooner than this after now. */
  minimumNoticeMinutes: number;
  /** A slot starts before now plus this many times 24 hours. */
  horizonDays: number;
  /** Most appointments, of all kinds, that may start on one local day; null: no limit. */
  dailyLimit: number | null;
}

/** A booking or hold that takes the therapist's time. */
export interface ActiveBooking {
  /** When the appointment itself starts: it counts towards the daily limit of this instant's local day. */
  startsAt: EpochMs;
  /** The range that the exclusion constraint holds: the appointment with the buffers it was booked with. */
  blockedFrom: EpochMs;
  blockedUntil: EpochMs;
}

/** What already fills the therapist's calendar, in any order. */
export interface Busy {
  /** Everything that counts: confirmed bookings, holds that have not run out, and what has taken place today. */
  bookings: readonly ActiveBooking[];
  /** Busy times from the therapist's calendar feed: closed as they are, without buffers. */
  imported: readonly Period[];
}

export interface OpenSlot {
  kind: SlotKind;
  startsAt: EpochMs;
  endsAt: EpochMs;
}

export type SlotVerdict = 'OPEN' | 'OUTSIDE_HOURS' | 'TOO_SOON' | 'BEYOND_HORIZON' | 'NOT_AVAILABLE';

/** Minutes. What a therapist who has set nothing gets. */
export const DEFAULT_MINIMUM_NOTICE_MINUTES = 120;

/** Days. What a therapist who has set nothing gets. */
export const DEFAULT_HORIZON_DAYS = 60;

/**
 * The open slots that start in `window`, soonest first, at most `limit` of them. A slot is open when
 * - it starts on the grid and lies wholly in hours (see `slotStarts`; its buffers need not lie in hours);
 * - it starts at `now` plus the minimum notice or later, and before `now` plus the horizon;
 * - it overlaps no time off and no imported busy time;
 * - with its own buffers it overlaps no active booking with the buffers that one was booked with, which is what the
 *   exclusion constraint will judge; ranges that merely touch do not overlap;
 * - fewer bookings than the daily limit start on its local day.
 *
 * `busy` must hold at least what `busyPeriod` names; more does no harm.
 * @throws RangeError when the time zone or a date is malformed, or a length or step is no whole number from 1.
 */
export function openSlots(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  window: Period,
  now: EpochMs,
  options: { limit?: number } = {},
): OpenSlot[] {
  return listOpen(diaryOf(rules, busy, kind, now), window, options.limit ?? Infinity);
}

/** The soonest open slot, or null when there is none up to the horizon. */
export function nextOpenSlot(rules: SlotRules, busy: Busy, kind: SlotKind, now: EpochMs): OpenSlot | null {
  return openSlots(rules, busy, kind, { from: now, until: Infinity }, now, { limit: 1 })[0] ?? null;
}

/** The open slots whose starts are nearest to `around`, nearest first, the earlier of two as near; at most `count`. */
export function nearestOpenSlots(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  around: EpochMs,
  now: EpochMs,
  count: number,
): OpenSlot[] {
  const diary = diaryOf(rules, busy, kind, now);
  const centre = Math.min(Math.max(around, diary.earliest), diary.beyond);
  for (let reach = DAY_MS; ; reach *= 2) {
    // Nothing outside the window is nearer than what is inside: its open end would only lose a tie to its closed one.
    const found = listOpen(diary, { from: centre - reach, until: centre + reach }, Infinity);
    if (found.length >= count || !(reach < diary.beyond - diary.earliest)) {
      const distance = (slot: OpenSlot) => Math.abs(slot.startsAt - centre);
      return found.toSorted((a, b) => distance(a) - distance(b)).slice(0, Math.max(count, 0));
    }
  }
}

/**
 * Whether a slot of this kind, starting exactly then, is open: `OPEN` exactly when `openSlots` would list it.
 * Otherwise the first that applies of: `TOO_SOON` (within the notice, or past), `BEYOND_HORIZON`, `OUTSIDE_HOURS` (or
 * off the grid), `NOT_AVAILABLE` (time off, busy, booked or the day is full: which one is the therapist's own affair).
 */
export function slotVerdict(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  startsAt: EpochMs,
  now: EpochMs,
): SlotVerdict {
  const diary = diaryOf(rules, busy, kind, now);
  // Before anything else, so that an invented date far away costs no look into its calendar.
  if (!(startsAt >= diary.earliest)) return 'TOO_SOON';
  if (startsAt >= diary.beyond) return 'BEYOND_HORIZON';
  const day = diary.zone.dayOf(startsAt);
  if (!diary.startsOn(day).includes(startsAt)) return 'OUTSIDE_HOURS';
  return freeStartsOn(diary, day).includes(startsAt) ? 'OPEN' : 'NOT_AVAILABLE';
}

/**
 * The period that decides over `window`: the bookings whose blocked range meets it, and the time off and imported busy
 * times that do, are all that the engine needs. Never inverted; for the next or nearest slots, `window` ends at Infinity.
 */
export function busyPeriod(rules: SlotRules, kind: SlotKind, window: Period, now: EpochMs): Period {
  const from = Math.max(window.from, earliestStart(rules, now));
  const until = Math.max(from, Math.min(window.until, startsEnd(rules, now)));
  // The daily limit counts bookings anywhere on a slot's local day, and no local day is longer than two.
  const before = rules.bufferBeforeMinutes * MINUTE_MS + 2 * DAY_MS;
  const after = (rules.kinds[kind].lengthMinutes + rules.bufferAfterMinutes) * MINUTE_MS + 2 * DAY_MS;
  return { from: from - before, until: until + after };
}

/** The rules and the calendar of one therapist for one kind, made ready for looking up many starts. */
interface Diary {
  kind: SlotKind;
  zone: ZoneOffsets;
  lengthMs: number;
  earliest: EpochMs;
  beyond: EpochMs;
  startsOn: (day: DayNumber) => EpochMs[];
  /** Times that the bare appointment must not overlap. None is empty. */
  closed: Period[];
  bookings: readonly ActiveBooking[];
  dailyLimit: number | null;
}

function diaryOf(rules: SlotRules, busy: Busy, kind: SlotKind, now: EpochMs): Diary {
  const settings = rules.kinds[kind];
  if (!isCount(settings.lengthMinutes) || !isCount(settings.stepMinutes)) {
    throw new RangeError(`Length and step of a ${kind} must be whole minutes from 1`);
  }
  const zone = zoneOffsets(rules.timeZone);
  return {
    kind,
    zone,
    lengthMs: settings.lengthMinutes * MINUTE_MS,
    earliest: earliestStart(rules, now),
    beyond: startsEnd(rules, now),
    startsOn: slotStarts(rules, settings, zone),
    closed: closedTimes(rules, busy),
    bookings: busy.bookings,
    dailyLimit: rules.dailyLimit,
  };
}

function listOpen(diary: Diary, window: Period, limit: number): OpenSlot[] {
  const slots: OpenSlot[] = [];
  const from = Math.max(window.from, diary.earliest);
  const until = Math.min(window.until, diary.beyond);
  if (!(from < until)) return slots;
  // One day more, for clocks that go back over midnight: the last instant may then be of the day before the last start.
  const lastDay = diary.zone.dayOf(until) + 1;
  for (let day = diary.zone.dayOf(from); day <= lastDay && slots.length < limit; day++) {
    for (const startsAt of freeStartsOn(diary, day)) {
      if (startsAt < from) continue;
      if (startsAt >= until || slots.length >= limit) return slots;
      slots.push({ kind: diary.kind, startsAt, endsAt: startsAt + diary.lengthMs });
    }
  }
  return slots;
}

/** The starts of one day that hours, time off, busy times, bookings and the daily limit leave, soonest first. */
function freeStartsOn(diary: Diary, day: DayNumber): EpochMs[] {
  if (isFull(diary, day)) return [];
  const starts = diary.startsOn(day);
  const first = starts[0];
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return starts;
  const { lengthMs } = diary;
  // One pass over all for each day looked at: most pages want three slots, which are found before sorting would pay.
  const near = diary.closed.filter((period) => period.from < last + lengthMs && period.until > first);
  if (near.length === 0) return starts;
  return starts.filter((start) => !near.some(({ from, until }) => from < start + lengthMs && until > start));
}

function isFull({ bookings, dailyLimit, zone }: Diary, day: DayNumber): boolean {
  if (dailyLimit === null) return false;
  let count = 0;
  for (const { from, until } of zone.stretchesOn(day)) {
    for (const { startsAt } of bookings) if (startsAt >= from && startsAt < until) count++;
  }
  return count >= dailyLimit;
}

function earliestStart(rules: SlotRules, now: EpochMs): EpochMs {
  return now + rules.minimumNoticeMinutes * MINUTE_MS;
}

function startsEnd(rules: SlotRules, now: EpochMs): EpochMs {
  return now + rules.horizonDays * DAY_MS;
}

function closedTimes(rules: SlotRules, busy: Busy): Period[] {
  const before = rules.bufferBeforeMinutes * MINUTE_MS;
  const after = rules.bufferAfterMinutes * MINUTE_MS;
  // Like the constraint's, an empty range meets nothing, so it must not be widened into one that does.
  const closed = [...rules.timeOff, ...busy.imported].filter(({ from, until }) => from < until);
  for (const { blockedFrom, blockedUntil } of busy.bookings) {
    // A slot with its buffers meets a blocked range just when the bare slot meets that range widened the other way.
    if (blockedFrom < blockedUntil) closed.push({ from: blockedFrom - after, until: blockedUntil + before });
  }
  return closed;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
