import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matchAspects,
  matchWeights,
  mostPoints,
  pointsFor,
  ratingFit,
  soonFit,
} from '../../../../subgraphs/therapists/matching/match-points.rules.ts';

describe('the most points', () => {
  it('add up to 100 whatever counts, near the weights, for none more than for a heavier one', () => {
    fc.assert(
      fc.property(fc.subarray([...matchAspects], { minLength: 1 }), (counting) => {
        const points = mostPoints(counting);
        const given = Object.values(points);
        expect(Object.keys(points)).toHaveLength(counting.length);
        expect(given.reduce((sum, share) => sum + share, 0)).toBe(100);
        const total = counting.reduce((sum, aspect) => sum + matchWeights[aspect], 0);
        for (const aspect of counting) {
          expect(Math.abs(points[aspect]! - (100 * matchWeights[aspect]) / total)).toBeLessThan(1);
          const lighter = counting.filter((other) => matchWeights[other] < matchWeights[aspect]);
          expect(lighter.every((other) => points[other]! <= points[aspect]!)).toBe(true);
        }
      }),
    );
  });

  it('are the weights when everything is asked, and shared by two when nothing is', () => {
    expect(mostPoints(matchAspects)).toEqual(matchWeights);
    expect(mostPoints(['RATING', 'AVAILABILITY'])).toEqual({ RATING: 50, AVAILABILITY: 50 });
  });

  it('give what rounding leaves over to the largest remainders, the earlier first', () => {
    // 12, 12, 8 and 4 of 36: 33.3, 33.3, 22.2 and 11.1, with one left over.
    expect(mostPoints(['RATING', 'AVAILABILITY', 'PROFESSION', 'STATE'])).toEqual({
      RATING: 34,
      AVAILABILITY: 33,
      PROFESSION: 22,
      STATE: 11,
    });
  });
});

it('gives all, nothing, and the rounded part between', () => {
  expect([0, 1, 2, 3].map((met) => pointsFor(40, { met, of: 3 }))).toEqual([0, 13, 27, 40]);
  expect(pointsFor(5, { met: 1, of: 2 })).toBe(3);
  fc.assert(
    fc.property(
      fc.nat({ max: 100 }),
      fc.nat({ max: 20_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      (most, met, of) => {
        fc.pre(met <= of);
        expect(pointsFor(most, { met, of })).toBe(Math.round((most * met) / of));
      },
    ),
  );
});

it('counts stars from three to five', () => {
  const parts = [10_000, 30_000, 40_000, 45_000, 50_000].map((score) => ratingFit(score));
  expect(parts.map(({ met, of }) => met / of)).toEqual([0, 0, 0.5, 0.75, 1]);
});

it('counts the days to the next consultation, the edges included', () => {
  const now = new Date('2026-08-01T00:00:00Z');
  const inDays = (days: number, ms = 0) => new Date(now.getTime() + days * 86_400_000 + ms);
  const quarters = [
    inDays(0, 1),
    inDays(3),
    inDays(3, 1),
    inDays(7),
    inDays(14),
    inDays(30),
    inDays(30, 1),
    null,
  ];
  expect(quarters.map((startsAt) => soonFit(startsAt, now).met)).toEqual([4, 4, 3, 3, 2, 1, 0, 0]);
});
