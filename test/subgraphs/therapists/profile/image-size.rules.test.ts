import fc from 'fast-check';
import { expect, it } from 'vitest';
import { imageSize } from '../../../../subgraphs/therapists/profile/image-size.rules.ts';
import { pictures } from './pictures.ts';

/** A whole picture of 1 by 1 pixel that no code of ours wrote. */
const realPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const realWebp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');

it('reads pictures that other programs wrote', () => {
  expect(imageSize(realPng)).toEqual({ type: 'image/png', width: 1, height: 1 });
  expect(imageSize(realWebp)).toEqual({ type: 'image/webp', width: 1, height: 1 });
});

const kinds = [
  ['png', 'image/png', 0xffff_ffff],
  ['jpeg', 'image/jpeg', 0xffff],
  ['webpLossy', 'image/webp', 0x3fff],
  ['webpLossless', 'image/webp', 0x4000],
  ['webpExtended', 'image/webp', 0x100_0000],
] as const;

it.each(kinds)('reads the size of any %s', (kind, type, most) => {
  const side = fc.integer({ min: 1, max: most });
  fc.assert(
    fc.property(side, side, (width, height) => {
      expect(imageSize(pictures[kind](width, height))).toEqual({ type, width, height });
    }),
  );
});

it('reads nothing from a head that is cut off', () => {
  for (const [kind] of kinds) {
    const whole = pictures[kind](300, 400);
    const needed = kind === 'png' ? 24 : kind === 'jpeg' ? whole.length - 1 : whole.length;
    for (let length = 0; length < needed; length++) expect(imageSize(whole.subarray(0, length))).toBeNull();
  }
});

it('reads nothing from what is no picture, whatever it is', () => {
  for (const text of ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>'])
    expect(imageSize(Buffer.from(text))).toBeNull();
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void imageSize(bytes)));
  const jpegHead = fc.uint8Array().map((bytes) => Buffer.concat([Buffer.from([0xff, 0xd8]), bytes]));
  fc.assert(fc.property(jpegHead, (bytes) => void imageSize(bytes)));
});

it('is soon done with segments that claim no length', () => {
  const bytes = Buffer.alloc(5_000_000, 0);
  bytes.set([0xff, 0xd8]);
  for (let at = 2; at < bytes.length - 4; at += 4) bytes.set([0xff, 0xe0, 0, 0], at);
  const start = performance.now();
  expect(imageSize(bytes)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1000);
});
