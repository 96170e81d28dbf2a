import type { EpochMs, KindSettings, LocalRange, Period, SlotRules } from './slot.rules.ts';
import {
  DAY_MS,
  dayNumber,
  firstInstant,
  MINUTE_MS,
  weekdayOf,
  type DayNumber,
  type ZoneOffsets,
} from './zone-offsets.ts';

/**
 * Where slots may start by the therapist's hours alone: a function from a local day to its starts, soonest first.
 *
 * An instant is in hours when the wall clock then shows a date and a time inside a range of that date; a slot lies in
 * hours when every instant from its start to its end, in elapsed time, is. So ranges that touch or overlap work as one,
 * over midnight too; an hour the clock skips is no time at all; and an hour that repeats is in hours both times, but
 * only where the range holds the repeated minutes.
 *
 * The grid counts wall-clock steps from the start of each range as it was entered, so entering 9–10 and 10–11 also
 * starts it anew at 10. A start that two ranges share is one start. One the clock skips is none, and one that
 * repeats is the earlier of the two instants.
 */
export function slotStarts(
  rules: Pick<SlotRules, 'weeklyHours' | 'overrides'>,
  settings: KindSettings,
  zone: ZoneOffsets,
): (day: DayNumber) => EpochMs[] {
  const rangesOn = hoursCalendar(rules);
  const lengthMs = settings.lengthMinutes * MINUTE_MS;
  const known = new Map<DayNumber, Period[]>();

  function openOn(day: DayNumber): Period[] {
    let periods = known.get(day);
    if (!periods) known.set(day, (periods = instantsOf(rangesOn(day), day, zone)));
    return periods;
  }

  return (day) => {
    const minutes = gridMinutes(rangesOn(day), settings.stepMinutes);
    const last = minutes.at(-1);
    if (last === undefined) return [];
    const dayParts = zone.stretchesOn(day);
    const dayEnd = dayParts.at(-1)?.until;
    if (dayEnd === undefined) return [];
    // The day before belongs here too: where clocks go back over midnight, a part of it comes after today has begun.
    const open: Period[] = [];
    const lastDay = Math.max(day + 1, zone.dayOf(dayEnd + lengthMs));
    for (let near = day - 1; near <= lastDay; near++) open.push(...openOn(near));
    const hours = mergePeriods(open);

    const starts: EpochMs[] = [];
    let i = 0;
    for (const minute of minutes) {
      const start = firstInstant(dayParts, day, minute);
      if (start === null) continue;
      while (i < hours.length && hours[i]!.until <= start) i++;
      if (i < hours.length && hours[i]!.until >= start + lengthMs) starts.push(start);
    }
    return starts;
  };
}

/** Sorted by start, with those that overlap or touch made one and empty ones gone. */
function mergePeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  let last: Period | undefined;
  for (const { from, until } of periods.toSorted((a, b) => a.from - b.from)) {
    if (until <= from) continue;
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push((last = { from, until }));
  }
  return merged;
}

/** The ranges that hold on each local day: its override if it has one, otherwise the weekly hours in effect. */
function hoursCalendar(
  rules: Pick<SlotRules, 'weeklyHours' | 'overrides'>,
): (day: DayNumber) => readonly LocalRange[] {
  const overrides = new Map<DayNumber, LocalRange[]>();
  for (const { date, ranges } of rules.overrides) {
    const day = dayNumber(date);
    overrides.set(day, [...(overrides.get(day) ?? []), ...ranges]);
  }
  const weekly = rules.weeklyHours.map((hours) => ({
    weekday: hours.weekday,
    startMinute: hours.startMinute,
    endMinute: hours.endMinute,
    firstDay: hours.effectiveFrom === null ? -Infinity : dayNumber(hours.effectiveFrom),
    lastDay: hours.effectiveUntil === null ? Infinity : dayNumber(hours.effectiveUntil),
  }));
  return (day) => {
    const override = overrides.get(day);
    if (override) return override;
    const weekday = weekdayOf(day);
    return weekly.filter((h) => h.weekday === weekday && h.firstDay <= day && day <= h.lastDay);
  };
}

function gridMinutes(ranges: readonly LocalRange[], stepMinutes: number): number[] {
  const minutes: number[] = [];
  for (const { startMinute, endMinute } of ranges) {
    for (let minute = startMinute; minute < endMinute; minute += stepMinutes) minutes.push(minute);
  }
  if (ranges.length < 2) return minutes;
  return [...new Set(minutes)].toSorted((a, b) => a - b);
}

function instantsOf(ranges: readonly LocalRange[], day: DayNumber, zone: ZoneOffsets): Period[] {
  if (ranges.length === 0) return [];
  const periods: Period[] = [];
  for (const part of zone.stretchesOn(day)) {
    const midnight = day * DAY_MS - part.offset;
    for (const { startMinute, endMinute } of ranges) {
      const from = Math.max(part.from, midnight + startMinute * MINUTE_MS);
      const until = Math.min(part.until, midnight + endMinute * MINUTE_MS);
      if (from < until) periods.push({ from, until });
    }
  }
  return periods;
}
