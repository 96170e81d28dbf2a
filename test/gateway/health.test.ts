import { expect, test } from 'vitest';
import { createGateway, type Subgraph } from '../../gateway/gateway.ts';
import { startServer } from '../../gateway/server.ts';
import { startToy } from './toy/start.ts';
import { toyComposition } from './toy/subgraphs.ts';

async function get(url: string, path: string) {
  const response = await fetch(new URL(path, url));
  return {
    status: response.status,
    body: await response.json(),
    cacheControl: response.headers.get('cache-control'),
  };
}

test('is alive whatever the subgraphs do', async () => {
  await using toy = await startToy('http');
  for (const server of Object.values(toy.servers)) server.trouble = 'not-ready';
  expect(await get(toy.url, '/livez')).toEqual({
    status: 200,
    body: { status: 'alive' },
    cacheControl: 'no-store',
  });
});

test('is ready when every subgraph at its address says so, and names the one that does not', async () => {
  await using toy = await startToy('http');
  expect(await get(toy.url, '/readyz')).toEqual({
    status: 200,
    body: { status: 'ready', services: { therapists: 'ready', bookings: 'ready', content: 'ready' } },
    cacheControl: 'no-store',
  });
  toy.servers.bookings.trouble = 'not-ready';
  expect(await get(toy.url, '/readyz')).toMatchObject({
    status: 503,
    body: { status: 'not ready', services: { therapists: 'ready', bookings: 'not ready', content: 'ready' } },
  });
  await toy.servers.content.stop();
  expect(await get(toy.url, '/readyz')).toMatchObject({
    status: 503,
    body: { services: { content: 'not ready' } },
  });
});

test('asks the given function about a subgraph in the process', async () => {
  const handler: Subgraph = { handler: async () => ({ data: {} }) };
  let ready: () => Promise<boolean> = async () => true;
  const gateway = createGateway({
    supergraph: toyComposition.supergraph,
    subgraphs: { therapists: handler, content: handler, bookings: { ...handler, ready: () => ready() } },
  });
  const server = await startServer(gateway, { port: 0, host: '127.0.0.1' });
  expect((await get(server.url, '/readyz')).status).toBe(200);
  ready = async () => false;
  expect(await get(server.url, '/readyz')).toMatchObject({
    status: 503,
    body: { services: { bookings: 'not ready' } },
  });
  ready = () => Promise.reject(new Error('no database'));
  expect(await get(server.url, '/readyz')).toMatchObject({
    status: 503,
    body: { services: { bookings: 'not ready' } },
  });
  await server.close();
});
