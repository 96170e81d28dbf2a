import { Temporal } from 'temporal-polyfill';
import type {
  Busy,
  EpochMs,
  LocalRange,
  OpenSlot,
  Period,
  SlotKind,
  SlotRules,
  SlotVerdict,
} from '../../../../subgraphs/bookings/slot/slot.rules.ts';

/**
 * The rules of availability, written for being read: every minute is asked what the wall clock shows, by Temporal, and
 * every rule is checked word for word. Shares no code with the engine. Thousands of times slower.
 */
export function referenceSlots(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  window: Period,
  now: EpochMs,
): OpenSlot[] {
  const slots: OpenSlot[] = [];
  const first = Math.max(window.from, now);
  const end = Math.min(window.until, now + rules.horizonDays * DAY);
  for (let startsAt = Math.ceil(first / MINUTE) * MINUTE; startsAt < end; startsAt += MINUTE) {
    if (referenceVerdict(rules, busy, kind, startsAt, now) === 'OPEN') {
      slots.push({ kind, startsAt, endsAt: startsAt + rules.kinds[kind].lengthMinutes * MINUTE });
    }
  }
  return slots;
}

export function referenceVerdict(
  rules: SlotRules,
  busy: Busy,
  kind: SlotKind,
  startsAt: EpochMs,
  now: EpochMs,
): SlotVerdict {
  if (startsAt < now + rules.minimumNoticeMinutes * MINUTE) return 'TOO_SOON';
  if (startsAt >= now + rules.horizonDays * DAY) return 'BEYOND_HORIZON';

  const { lengthMinutes, stepMinutes } = rules.kinds[kind];
  if (!onGrid(rules, startsAt, stepMinutes)) return 'OUTSIDE_HOURS';
  for (let minute = 0; minute < lengthMinutes; minute++) {
    if (!inHours(rules, startsAt + minute * MINUTE)) return 'OUTSIDE_HOURS';
  }

  const slot = { from: startsAt, until: startsAt + lengthMinutes * MINUTE };
  const buffered = {
    from: slot.from - rules.bufferBeforeMinutes * MINUTE,
    until: slot.until + rules.bufferAfterMinutes * MINUTE,
  };
  const blocked = busy.bookings.map((booking) => ({
    from: booking.blockedFrom,
    until: booking.blockedUntil,
  }));
  if (rules.timeOff.some((period) => overlap(slot, period))) return 'NOT_AVAILABLE';
  if (busy.imported.some((period) => overlap(slot, period))) return 'NOT_AVAILABLE';
  if (blocked.some((period) => overlap(buffered, period))) return 'NOT_AVAILABLE';

  const { date } = wallClock(rules.timeZone, startsAt);
  const thatDay = busy.bookings.filter((b) => wallClock(rules.timeZone, b.startsAt).date === date);
  if (rules.dailyLimit !== null && thatDay.length >= rules.dailyLimit) return 'NOT_AVAILABLE';
  return 'OPEN';
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface WallClock {
  date: string;
  weekday: number;
  minute: number;
}

const seen = new Map<string, Map<number, WallClock>>();

function wallClock(timeZone: string, instant: EpochMs): WallClock {
  const minute = Math.floor(instant / MINUTE);
  const seenThere = seen.get(timeZone) ?? new Map<number, WallClock>();
  seen.set(timeZone, seenThere);
  const known = seenThere.get(minute);
  if (known) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(timeZone);
  const shown = {
    date: zoned.toPlainDate().toString(),
    weekday: zoned.dayOfWeek,
    minute: zoned.hour * 60 + zoned.minute,
  };
  seenThere.set(minute, shown);
  return shown;
}

function rangesOn(rules: SlotRules, { date, weekday }: WallClock): readonly LocalRange[] {
  const overrides = rules.overrides.filter((override) => override.date === date);
  if (overrides.length > 0) return overrides.flatMap((override) => override.ranges);
  return rules.weeklyHours.filter(
    (hours) =>
      hours.weekday === weekday &&
      (hours.effectiveFrom === null || hours.effectiveFrom <= date) &&
      (hours.effectiveUntil === null || date <= hours.effectiveUntil),
  );
}

function inHours(rules: SlotRules, instant: EpochMs): boolean {
  const clock = wallClock(rules.timeZone, instant);
  return rangesOn(rules, clock).some((r) => r.startMinute <= clock.minute && clock.minute < r.endMinute);
}

function onGrid(rules: SlotRules, instant: EpochMs, stepMinutes: number): boolean {
  const clock = wallClock(rules.timeZone, instant);
  const grid = rangesOn(rules, clock).some(
    (r) =>
      r.startMinute <= clock.minute &&
      clock.minute < r.endMinute &&
      (clock.minute - r.startMinute) % stepMinutes === 0,
  );
  return grid && instant % MINUTE === 0 && isFirstShowing(rules.timeZone, instant);
}

/** Whether the clock shows this minute for the first time; when clocks go back they show some twice. */
function isFirstShowing(timeZone: string, instant: EpochMs): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime();
  return shown.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds === instant;
}

function overlap(a: Period, b: Period): boolean {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  return from < until;
}
