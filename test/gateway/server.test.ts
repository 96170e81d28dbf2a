import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createGateway, type Subgraph } from '../../gateway/gateway.ts';
import { startServer } from '../../gateway/server.ts';
import { startToy } from './toy/start.ts';
import { toyComposition } from './toy/subgraphs.ts';

test('finishes what is under way when it closes, and takes nothing new', async () => {
  await using toy = await startToy('http');
  const slow = toy.ask('{ slowly(milliseconds: 400) }');
  await expect.poll(() => toy.servers.bookings.received.length).toBe(1);
  const closing = toy.server.close();
  await expect(toy.ask('{ whoAsks }')).rejects.toThrow('fetch failed');
  const { status, body } = await slow;
  expect(status).toBe(200);
  expect(body).toEqual({ data: { slowly: 'after 400 ms' } });
  await closing;
});

test('answers what was asked before it closed, read or not', async () => {
  await using toy = await startToy('handlers');
  const client = connect(toy.server.port, '127.0.0.1');
  await once(client, 'connect');
  const livez = 'GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n';
  client.write(livez);
  await once(client, 'data');
  // In the system's hands before the server is told to close, which therefore cannot have read it.
  client.write(livez);
  const closing = toy.server.close();
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 200/);
  await closing;
  client.destroy();
});

test('does not wait for connections on which nothing is asked', async () => {
  await using toy = await startToy('handlers', { grace: 5000 });
  await toy.ask('{ whoAsks }');
  const idle = connect(toy.server.port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const start = performance.now();
  await toy.server.close();
  expect(performance.now() - start).toBeLessThan(1000);
  idle.destroy();
});

test('ends what has not finished when the time is up', async () => {
  await using toy = await startToy('handlers', { grace: 200 });
  const slow = toy.ask('{ slowly(milliseconds: 5000) }').catch((error: unknown) => error);
  await expect.poll(() => toy.calls.length).toBe(1);
  const start = performance.now();
  await toy.server.close();
  expect(performance.now() - start).toBeLessThan(1500);
  expect(await slow).toBeInstanceOf(Error);
});

test('closes once however often it is told to', async () => {
  await using toy = await startToy('handlers');
  expect(toy.server.close()).toBe(toy.server.close());
});

test('says that a port is taken', async () => {
  await using toy = await startToy('handlers');
  const handler: Subgraph = { handler: async () => ({ data: {} }) };
  const subgraphs = { therapists: handler, bookings: handler, content: handler };
  const other = createGateway({ supergraph: toyComposition.supergraph, subgraphs });
  const starting = startServer(other, { port: toy.server.port, host: '127.0.0.1' });
  await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
