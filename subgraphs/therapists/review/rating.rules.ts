/**
 * Ranking by the plain mean would put one five-star review above fifty at 4.9. The shrunken mean counts every therapist
 * as having `priorWeight` reviews of `priorMean` stars before their own: few reviews stay near it, many outweigh it.
 * The database computes the same for its indexes (`therapist_rating.score`); a test holds the two together.
 */
export const priorMean = 4;
export const priorWeight = 8;

/** Published reviews by stars: `[ones, twos, threes, fours, fives]`. */
export type StarCounts = readonly [number, number, number, number, number];

interface RatingOf {
  /** Mean stars, 1 to 5, to two decimals; null without reviews. */
  average: number | null;
  count: number;
}

export function ratingOf(counts: StarCounts): RatingOf {
  const { count, stars } = totals(counts);
  return { count, average: count === 0 ? null : Math.round((100 * stars) / count) / 100 };
}

/** The shrunken mean in stars, to four decimals. */
export function shrunkenScore(counts: StarCounts): number {
  const { count, stars } = totals(counts);
  return Math.round((10_000 * (priorMean * priorWeight + stars)) / (priorWeight + count)) / 10_000;
}

function totals(counts: StarCounts): { count: number; stars: number } {
  return {
    count: counts.reduce((sum, n) => sum + n, 0),
    stars: counts.reduce((sum, n, index) => sum + n * (index + 1), 0),
  };
}
