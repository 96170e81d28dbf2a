import {
  openSlots,
  type ActiveBooking,
  type Busy,
  type LocalRange,
  type Period,
  type SlotRules,
  type WeeklyHours,
} from '../../../../subgraphs/bookings/slot/slot.rules.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const NOBODY: Busy = { bookings: [], imported: [] };

/** Monday 1 June 2026, in the middle of a Sydney winter: +10:00 all week. */
export const NOW = Date.parse('2026-06-01T00:00+10:00');
export const TUESDAY = day('2026-06-02');

/** Rules with the same hours every day in Sydney, and nothing else in the way. */
export function open(given: { hours: string | string[]; length: number; step: number }): SlotRules {
  const ranges = [given.hours].flat().map(range);
  return {
    timeZone: 'Australia/Sydney',
    weeklyHours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => ranges.map((r) => weekly(weekday, r))),
    overrides: [],
    timeOff: [],
    kinds: {
      CONSULTATION: { lengthMinutes: 15, stepMinutes: 15 },
      SESSION: { lengthMinutes: given.length, stepMinutes: given.step },
    },
    ...buffers(0, 0),
    minimumNoticeMinutes: 0,
    horizonDays: 60,
    dailyLimit: null,
  };
}

export function buffers(bufferBeforeMinutes: number, bufferAfterMinutes: number) {
  return { bufferBeforeMinutes, bufferAfterMinutes };
}

export function weekly(weekday: number, hours: LocalRange): WeeklyHours {
  return { weekday, ...hours, effectiveFrom: null, effectiveUntil: null };
}

/** "09:00-12:30" */
export function range(text: string): LocalRange {
  const minutes = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { startMinute: minutes[0] ?? NaN, endMinute: minutes[1] ?? NaN };
}

/** An instant of Sydney's winter. */
export function sydney(local: string): number {
  return Date.parse(`${local}+10:00`);
}

export function day(date: string): Period {
  const from = sydney(`${date}T00:00`);
  return { from, until: from + 24 * HOUR };
}

/** One booking on Tuesday 2 June, with the buffers it was booked with. */
export function booked(time: string, length: number, before = 0, after = 0): Busy {
  const startsAt = sydney(`2026-06-02T${time}`);
  const booking: ActiveBooking = {
    startsAt,
    blockedFrom: startsAt - before * MINUTE,
    blockedUntil: startsAt + (length + after) * MINUTE,
  };
  return { bookings: [booking], imported: [] };
}

export function instants(slots: { startsAt: number }[]): number[] {
  return slots.map((slot) => slot.startsAt);
}

/** The sessions that start in the window, as times on Sydney's winter clock. */
export function starts(rules: SlotRules, window: Period, busy = NOBODY): string[] {
  const found = openSlots(rules, busy, 'SESSION', window, NOW);
  return found.map((slot) => new Date(slot.startsAt + 10 * HOUR).toISOString().slice(11, 16));
}
