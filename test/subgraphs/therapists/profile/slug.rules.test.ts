import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeSlugs, isSlug, slugOf } from '../../../../subgraphs/therapists/profile/slug.rules.ts';

it.each([
  ['Amelia Hartnell', 'amelia-hartnell'],
  ["Siobhán O'Brien-Núñez", 'siobhan-obrien-nunez'],
  ['  Dr. A.  B ', 'dr-a-b'],
  ['李小龙', 'therapist'],
  ['---', 'therapist'],
  ['x'.repeat(100), 'x'.repeat(60)],
])('makes an address of the name %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('makes a slug of any name, and free slugs of any slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat({ max: 9 })), (name, numbers) => {
      const slug = slugOf(name);
      expect(isSlug(slug)).toBe(true);
      const taken = new Set([slug, ...numbers.map((number) => `${slug}-${number}`)]);
      const free = freeSlugs(slug, taken, 3);
      expect(free).toHaveLength(3);
      expect(free.every((other) => isSlug(other) && !taken.has(other))).toBe(true);
    }),
  );
});

it('offers the slug itself first when nobody has it', () => {
  expect(freeSlugs('mia', new Set(), 3)).toEqual(['mia', 'mia-2', 'mia-3']);
  expect(freeSlugs('mia', new Set(['mia', 'mia-3']), 2)).toEqual(['mia-2', 'mia-4']);
});

it.each(['', 'Mia', 'mia-', '-mia', 'mia--x', 'mia_x', 'miá', 'x'.repeat(81)])(
  'takes no %j for a slug',
  (text) => {
    expect(isSlug(text)).toBe(false);
  },
);
