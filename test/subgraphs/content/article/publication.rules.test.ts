import { expect, it } from 'vitest';
import { giveWay } from '../../../../subgraphs/content/article/publication.rules.ts';

const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));
const publication = (from: number | null, until: number | null) => ({
  publishedFrom: from === null ? null : hour(from),
  publishedUntil: until === null ? null : hour(until),
});

it.each([
  ['one that goes on ends there', publication(1, null), publication(1, 5)],
  ['one that would end later ends there', publication(1, 9), publication(1, 5)],
  ['one that has ended stays', publication(1, 4), publication(1, 4)],
  ['one that ends there anyway stays', publication(1, 5), publication(1, 5)],
  ['one that begins there is withdrawn', publication(5, null), publication(null, null)],
  ['one that begins later is withdrawn', publication(7, 9), publication(null, null)],
  ['what was never public stays so', publication(null, null), publication(null, null)],
])('at five o’clock, %s', (_, before, after) => {
  expect(giveWay(before, hour(5))).toEqual(after);
});
