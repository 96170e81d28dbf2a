import type { EpochMs } from '../slot/slot.rules.ts';
import { DAY_MS, firstInstant, MINUTE_MS, zoneOffsets } from '../slot/zone-offsets.ts';

export type SeriesRhythm = 'WEEK' | 'FORTNIGHT';

const days: Readonly<Record<SeriesRhythm, number>> = { WEEK: 7, FORTNIGHT: 14 };

/** Fewer is a booking; more is half a year of weeks. */
export const leastOccurrences = 2;
export const mostOccurrences = 26;

/**
 * When the appointments of a series start: at the wall-clock time of the first, in the therapist's time zone, whatever its
 * clocks do in between. Null where the clock skips that time; the earlier instant where it comes twice.
 * @throws RangeError when the time zone is unknown
 */
export function occurrenceStarts(
  first: EpochMs,
  timeZone: string,
  every: SeriesRhythm,
  count: number,
): (EpochMs | null)[] {
  const zone = zoneOffsets(timeZone);
  const firstDay = zone.dayOf(first);
  const stretch = zone.stretchesOn(firstDay).find(({ from, until }) => from <= first && first < until)!;
  const minute = (first + stretch.offset - firstDay * DAY_MS) / MINUTE_MS;
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return first;
    const day = firstDay + index * days[every];
    return firstInstant(zone.stretchesOn(day), day, minute);
  });
}
