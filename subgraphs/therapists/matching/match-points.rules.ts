/** What gives points, in the order in which reasons of equal points are told. */
export const matchAspects = [
  'CONCERNS',
  'APPROACHES',
  'TIMES',
  'RATING',
  'AVAILABILITY',
  'PROFESSION',
  'STATE',
  'PRONOUNS',
] as const;
export type MatchAspect = (typeof matchAspects)[number];

/** How much each weighs against the others; docs/matching.md tells them. No weight can be bought. */
export const matchWeights: Readonly<Record<MatchAspect, number>> = {
  CONCERNS: 36,
  APPROACHES: 12,
  TIMES: 12,
  RATING: 12,
  AVAILABILITY: 12,
  PROFESSION: 8,
  STATE: 4,
  PRONOUNS: 4,
};

/** A part of a whole, in whole numbers. */
export interface Fit {
  met: number;
  of: number;
}

/**
 * The most points that each aspect can give, adding up to 100 over those that count: the weights scaled, and what rounding
 * down leaves over given one by one to the largest remainders, the earlier aspect first.
 */
export function mostPoints(counting: readonly MatchAspect[]): Partial<Record<MatchAspect, number>> {
  const aspects = matchAspects.filter((aspect) => counting.includes(aspect));
  const total = aspects.reduce((sum, aspect) => sum + matchWeights[aspect], 0);
  const shares = aspects.map((aspect) => {
    const share = 100 * matchWeights[aspect];
    return { aspect, points: Math.floor(share / total), remainder: share % total };
  });
  const left = 100 - shares.reduce((sum, { points }) => sum + points, 0);
  const luckiest = new Set(shares.toSorted((a, b) => b.remainder - a.remainder).slice(0, left));
  return Object.fromEntries(
    shares.map((share) => [share.aspect, share.points + (luckiest.has(share) ? 1 : 0)]),
  );
}

/** That part of the points, rounded half up. The query computes the same. */
export function pointsFor(most: number, { met, of }: Fit): number {
  return Math.floor((2 * most * met + of) / (2 * of));
}

/** From 3 stars (nothing) to 5 (all), of the shrunken mean in ten-thousandths of a star. */
export const ratingFloor = 30_000;
export const ratingSpan = 20_000;

export function ratingFit(score: number): Fit {
  return { met: Math.min(ratingSpan, Math.max(0, score - ratingFloor)), of: ratingSpan };
}

/** Within so many days the next open consultation counts for so many quarters. */
export const soonness = [
  { days: 3, quarters: 4 },
  { days: 7, quarters: 3 },
  { days: 14, quarters: 2 },
  { days: 30, quarters: 1 },
] as const;

export const dayMs = 86_400_000;

/** `startsAt`: the next open consultation, after `now`; null when there is none. */
export function soonFit(startsAt: Date | null, now: Date): Fit {
  const wait = startsAt === null ? Infinity : startsAt.getTime() - now.getTime();
  return { met: soonness.find(({ days }) => wait <= days * dayMs)?.quarters ?? 0, of: 4 };
}
