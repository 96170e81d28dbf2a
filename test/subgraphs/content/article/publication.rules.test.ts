import { expect, it } from 'vitest';
import { giveWay, withoutSchedule } from '../../../../subgraphs/content/article/publication.rules.ts';

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
  ['one that begins there never begins', publication(5, null), publication(null, null)],
  ['one that begins later never begins', publication(7, 9), publication(null, null)],
  ['what was never public stays so', publication(null, null), publication(null, null)],
])('gives way at five o’clock: %s', (_, before, after) => {
  expect(giveWay(before, hour(5))).toEqual(after);
});

it.each([
  ['what is public for good stays so', publication(1, null), publication(1, null)],
  ['what was to end for a successor goes on', publication(1, 9), publication(1, null)],
  ['what has ended stays ended', publication(1, 4), publication(1, 4)],
  ['what ends this moment has ended', publication(1, 5), publication(1, 5)],
  ['what begins this moment has begun', publication(5, null), publication(5, null)],
  ['what was to begin later never begins', publication(6, null), publication(null, null)],
])('takes a schedule back at five o’clock: %s', (_, before, after) => {
  expect(withoutSchedule(before, hour(5))).toEqual(after);
});
