import type { CastMember } from './cast.ts';

/** Weekday by ISO (1 is Monday) with wall-clock hours from and to. */
type Hours = readonly [weekday: number, from: number, to: number];

const weekdays = [1, 2, 3, 4, 5];

/** The patterns of weekly hours that the cast keeps, in each therapist's own time zone. */
export const hourPatterns: Record<CastMember['hours'], readonly Hours[]> = {
  early: weekdays.map((day) => [day, 7, 15] as const),
  office: weekdays.map((day) => [day, 9, 17] as const),
  evening: [1, 2, 3, 4].map((day) => [day, 12, 20] as const),
  'part-time': [2, 3, 4].map((day) => [day, 9, 16] as const),
  weekend: [3, 4, 5, 6].map((day) => [day, 9, 16] as const),
  split: weekdays.flatMap((day) => [[day, 8, 12] as const, [day, 14, 18] as const]),
};
