import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';
import { startToy } from '../toy/start.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

test('serves GraphiQL to browsers at the endpoint itself, with everything from this origin', async () => {
  await using toy = await startToy('handlers');
  const response = await fetch(toy.url, { headers: browser });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const page = await response.text();
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
  const files = addresses.filter((address) => !address.startsWith('data:'));
  expect(files).toHaveLength(3);
  for (const address of files) {
    expect(address).toMatch(/^\/graphql\/ide\/[0-9a-f]{12}\/[a-z.]+$/);
    const file = await fetch(new URL(address, toy.url));
    expect(file.status).toBe(200);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    await file.arrayBuffer();
  }
});

test('lets the page do only what it needs, and no other site put it into a frame', async () => {
  await using toy = await startToy('handlers');
  const { headers } = await fetch(toy.url, { headers: browser });
  const policy = headers.get('content-security-policy')!.split('; ');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join()).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('fills in the page query as it stands in its file', async () => {
  await using toy = await startToy('handlers');
  const page = await (await fetch(toy.url, { headers: browser })).text();
  const start = /src="([^"]+start\.js)"/.exec(page)![1]!;
  const script = await (await fetch(new URL(start, toy.url))).text();
  const query = await readFile(projectPath('gateway/ide/article-page.graphql'), 'utf8');
  expect(script).toContain(JSON.stringify(query));
  expect(script).toContain('why-the-relationship-matters');
});

test('answers programs, even in the same place', async () => {
  await using toy = await startToy('handlers');
  const response = await fetch(`${toy.url}?query={whoAsks}`, { headers: { accept: '*/*' } });
  expect(await response.json()).toEqual({ data: { whoAsks: 'nobody' } });
});

test('has no IDE when it is switched off', async () => {
  await using toy = await startToy('handlers', { ide: false });
  const response = await fetch(toy.url, { headers: browser });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
});
