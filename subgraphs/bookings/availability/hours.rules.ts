import type { LocalRange, WeeklyHours } from '../slot/slot.rules.ts';

/** What is wrong with a range of hours. `other` is the place in the list of the one it stands against. */
export type HoursFault =
  | { index: number; fault: 'ENDS_BEFORE_START' }
  | { index: number; fault: 'DATES_REVERSED' }
  | { index: number; fault: 'OVERLAPS'; other: number };

/** As many ranges as one therapist may have at all, and on one date. */
export const mostWeeklyRanges = 100;
export const mostRangesOfDate = 12;

/** The first thing wrong with weekly hours; null when nothing is. Ranges that hold on no common date may overlap. */
export function judgeWeeklyHours(hours: readonly WeeklyHours[]): HoursFault | null {
  return judge(
    hours,
    (a, b) =>
      a.weekday === b.weekday &&
      (a.effectiveFrom ?? '') <= (b.effectiveUntil ?? '9999-12-31') &&
      (b.effectiveFrom ?? '') <= (a.effectiveUntil ?? '9999-12-31'),
    ({ effectiveFrom, effectiveUntil }) =>
      effectiveFrom !== null && effectiveUntil !== null && effectiveUntil < effectiveFrom,
  );
}

/** The first thing wrong with the hours of one date; null when nothing is. */
export function judgeRanges(ranges: readonly LocalRange[]): HoursFault | null {
  return judge(
    ranges,
    () => true,
    () => false,
  );
}

function judge<Range extends LocalRange>(
  ranges: readonly Range[],
  meetOnSomeDay: (a: Range, b: Range) => boolean,
  hasDatesReversed: (range: Range) => boolean,
): HoursFault | null {
  for (const [index, range] of ranges.entries()) {
    if (range.endMinute <= range.startMinute) return { index, fault: 'ENDS_BEFORE_START' };
    if (hasDatesReversed(range)) return { index, fault: 'DATES_REVERSED' };
    const other = ranges
      .slice(0, index)
      .findIndex(
        (earlier) =>
          earlier.startMinute < range.endMinute &&
          range.startMinute < earlier.endMinute &&
          meetOnSomeDay(earlier, range),
      );
    if (other >= 0) return { index, fault: 'OVERLAPS', other };
  }
  return null;
}
