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
 * The open slots that start in `window`, soonest first, at most `limit` of them.
 * @throws RangeError when the time zone is unknown, or a length or step is no whole number from 1.
 */
export function openSlots(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  window: Period,
  now: EpochMs,
  options: { limit?: number } = {},
): OpenSlot[] {
  void [rules, busy, kind, window, now, options];
  throw new Error('not built yet');
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
  void [rules, busy, kind, around, now, count];
  throw new Error('not built yet');
}

/** Whether a slot of this kind, starting exactly then, is open: `OPEN` exactly when `openSlots` would list it. */
export function slotVerdict(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  startsAt: EpochMs,
  now: EpochMs,
): SlotVerdict {
  void [rules, busy, kind, startsAt, now];
  throw new Error('not built yet');
}

/** The period whose bookings and busy times decide over `window`: what a loader must fetch as `Busy`, and no more. */
export function busyPeriod(rules: SlotRules, kind: SlotKind, window: Period, now: EpochMs): Period {
  void [rules, kind, window, now];
  throw new Error('not built yet');
}
