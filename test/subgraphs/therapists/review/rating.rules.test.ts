import { expect, it } from 'vitest';
import { ratingOf, shrunkenScore } from '../../../../subgraphs/therapists/review/rating.rules.ts';

it('does not rank one five-star review above fifty that average 4.9', () => {
  const one = [0, 0, 0, 0, 1] as const;
  const fifty = [0, 0, 0, 5, 45] as const;
  expect(ratingOf(one)).toEqual({ count: 1, average: 5 });
  expect(ratingOf(fifty)).toEqual({ count: 50, average: 4.9 });
  expect(shrunkenScore(fifty)).toBeGreaterThan(shrunkenScore(one));
});

it('ranks one five-star review above none, and none above one of one star', () => {
  const none = shrunkenScore([0, 0, 0, 0, 0]);
  expect(shrunkenScore([0, 0, 0, 0, 1])).toBeGreaterThan(none);
  expect(shrunkenScore([1, 0, 0, 0, 0])).toBeLessThan(none);
});

it('has no average without reviews, and rounds it to two decimals', () => {
  expect(ratingOf([0, 0, 0, 0, 0])).toEqual({ count: 0, average: null });
  expect(ratingOf([0, 0, 0, 1, 2]).average).toBe(4.67);
});
