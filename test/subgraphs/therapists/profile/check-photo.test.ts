import { afterAll, beforeAll, expect, it } from 'vitest';
import { photoFault, strictPhotoPolicy } from '../../../../subgraphs/therapists/profile/check-photo.ts';
import { startPhotoServer, testPhotoPolicy } from './photo-server.ts';

let server: Awaited<ReturnType<typeof startPhotoServer>>;

beforeAll(async () => {
  server = await startPhotoServer();
});

afterAll(() => server.close());

const faultAt = (path: string) => photoFault(server.url + path, testPhotoPolicy);

it.each(['/good.png', '/good.jpg', '/good.webp', '/moved.png'])('takes %s', async (path) => {
  expect(await faultAt(path)).toBeNull();
});

it.each([
  ['/narrow.png', 'WRONG_DIMENSIONS'],
  ['/vast.png', 'WRONG_DIMENSIONS'],
  ['/page.png', 'NOT_AN_IMAGE'],
  ['/drawing.svg', 'NOT_AN_IMAGE'],
  ['/unnamed', 'NOT_AN_IMAGE'],
  ['/missing.png', 'UNREACHABLE'],
  ['/endless.png', 'TOO_LARGE'],
  ['/circle.png', 'UNREACHABLE'],
  ['/inside.png', 'ADDRESS_NOT_ALLOWED'],
  ['/file.png', 'ADDRESS_NOT_ALLOWED'],
])('refuses %s as %s', async (path, fault) => {
  expect(await faultAt(path)).toBe(fault);
});

it.each([
  'https://127.0.0.1/good.png',
  'https://[::1]/good.png',
  'https://localhost/good.png',
  'https://169.254.169.254/latest/meta-data',
  'https://2130706433/',
  'http://example.com/photo.png',
  'https://me:secret@example.com/photo.png',
  'javascript:alert(1)',
  'ftp://example.com/photo.png',
  'photo.png',
  '//example.com/photo.png',
])('never asks %s', async (address) => {
  expect(await photoFault(address, strictPhotoPolicy)).toBe('ADDRESS_NOT_ALLOWED');
});

it('tells a server that is not there from one that may not be asked', async () => {
  expect(await photoFault('http://127.0.0.1:1/good.png', testPhotoPolicy)).toBe('UNREACHABLE');
});
