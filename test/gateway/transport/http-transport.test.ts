import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { httpTransport, type HttpTransportOptions } from '../../../gateway/transport/http-transport.ts';
import type { Transport } from '../../../gateway/transport/transport.ts';
import { SubgraphServer } from '../toy/subgraph-server.ts';
import { toySubgraphs } from '../toy/subgraphs.ts';
import { World } from '../toy/world.ts';

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
});

const schema = toySubgraphs(new World()).content;
async function contentServer(port = 0): Promise<SubgraphServer> {
  const server = await new SubgraphServer(schema).start(port);
  opened.push(server);
  return server;
}
function transportTo(url: string, options?: HttpTransportOptions): Transport {
  const transport = httpTransport(url, options);
  opened.push({ stop: () => transport.close() });
  return transport;
}
/** An address where nothing listens. */
async function freePort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const document = parse('query ($slug: String!) { article(slug: $slug) { title } }');
const query = { document, variables: { slug: 'sleep' }, isMutation: false };
const client = (milliseconds = 5000) => ({ requestId: 'r1', signal: AbortSignal.timeout(milliseconds) });

test('asks over HTTP', async () => {
  const { url } = await contentServer();
  expect(await transportTo(url).call(query, client())).toEqual({ data: { article: { title: 'Sleep' } } });
});

test('keeps connections open', async () => {
  const server = await contentServer();
  const transport = transportTo(server.url, { connections: 1 });
  for (let i = 0; i < 3; i++) await transport.call(query, client());
  expect(server.received.map(({ connection }) => connection)).toEqual([
    'keep-alive',
    'keep-alive',
    'keep-alive',
  ]);
});

test('gives up on an answer that is no GraphQL', async () => {
  const server = await contentServer();
  const transport = transportTo(server.url);
  server.trouble = 'html';
  await expect(transport.call(query, client())).rejects.toThrow('HTTP status 502');
  server.trouble = 'garbage';
  await expect(transport.call(query, client())).rejects.toThrow('not GraphQL');
});

test('takes GraphQL errors with whatever status they come', async () => {
  const server = await contentServer();
  server.trouble = 'refuse-token';
  expect(await transportTo(server.url).call(query, client())).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('gives up when the time is up', async () => {
  const server = await contentServer();
  server.trouble = 'hang';
  const start = performance.now();
  await expect(transportTo(server.url).call(query, client(150))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(performance.now() - start).toBeLessThan(1000);
});

test('gives up on an answer that is too large', async () => {
  const bookings = await new SubgraphServer(toySubgraphs(new World()).bookings).start();
  opened.push(bookings);
  const large = { document: parse('{ large(characters: 5000) }'), variables: {}, isMutation: false };
  const asked = transportTo(bookings.url, { maxResponseBytes: 1000 }).call(large, client());
  await expect(asked).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
});

test('asks once more when the connection was refused, and no more', async () => {
  const port = await freePort();
  const transport = transportTo(`http://127.0.0.1:${port}/graphql`);
  const asked = transport.call(query, client());
  await contentServer(port);
  expect(await asked).toEqual({ data: { article: { title: 'Sleep' } } });
  const nowhere = transportTo(`http://127.0.0.1:${await freePort()}/graphql`);
  await expect(nowhere.call(query, client())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('asks twice at most when connections break', async () => {
  const server = await contentServer();
  server.trouble = 'drop';
  await expect(transportTo(server.url).call(query, client())).rejects.toMatchObject({
    code: 'UND_ERR_SOCKET',
  });
  expect(server.received).toHaveLength(2);
});

test('sends a mutation once, whatever happens', async () => {
  const server = await contentServer();
  server.trouble = 'drop';
  const asked = transportTo(server.url).call({ ...query, isMutation: true }, client());
  await expect(asked).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(server.received).toHaveLength(1);
});

test('asks at /readyz whether the subgraph is ready', async () => {
  const server = await contentServer();
  const transport = transportTo(server.url);
  expect(await transport.ready()).toBe(true);
  server.trouble = 'not-ready';
  expect(await transport.ready()).toBe(false);
  const nowhere = transportTo(`http://127.0.0.1:${await freePort()}/graphql`);
  expect(await nowhere.ready()).toBe(false);
});
