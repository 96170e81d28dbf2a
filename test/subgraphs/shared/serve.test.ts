import { request as httpRequest, Agent } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { serveSubgraph, type RunningServer } from '../../../subgraphs/shared/serve.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testSettings } from '../../support/subgraph.ts';
import { openToy } from './toy-subgraph.ts';
import { unreliableNetwork } from './unreliable-network.ts';

let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = (await createTestDatabase()).content;
});

const start = (url = databaseUrl) => serveSubgraph(openToy(testSettings(url)), 0, '127.0.0.1');
const local = (server: RunningServer, path: string) => `http://127.0.0.1:${server.port}${path}`;

function post(server: RunningServer, query: string, init: RequestInit = {}) {
  const headers = { 'content-type': 'application/json' };
  return fetch(local(server, '/graphql'), {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
    ...init,
  });
}

async function tryTo<T>(promise: Promise<T>): Promise<T | 'refused'> {
  return promise.catch(() => 'refused' as const);
}

// Most of these wait, which all can do at once.
describe.concurrent('the probes', () => {
  it('say that it lives whether or not its database does, and that it is ready only when it does', async () => {
    const network = await unreliableNetwork(databaseUrl);
    const server = await start(network.url);
    const ask = async (path: string) => {
      const response = await fetch(local(server, path));
      return [response.status, await response.json()];
    };
    expect(await ask('/livez')).toEqual([200, { status: 'ok' }]);
    expect(await ask('/readyz')).toEqual([200, { status: 'ok' }]);
    network.cut();
    expect(await ask('/readyz')).toEqual([503, { status: 'unavailable' }]);
    expect(await ask('/livez')).toEqual([200, { status: 'ok' }]);
    network.mend();
    expect(await ask('/readyz')).toEqual([200, { status: 'ok' }]);
    await server.close();
    await network.close();
  });

  it.each([['while it connects'], ['in the middle of things']])(
    'do not wait for a database that has gone silent %s, nor does the end',
    async (when) => {
      const wire = await unreliableNetwork(databaseUrl);
      const server = await start(wire.url);
      if (when !== 'while it connects') await fetch(local(server, '/readyz'));
      wire.silence();
      const before = performance.now();
      expect((await fetch(local(server, '/readyz'))).status).toBe(503);
      expect(performance.now() - before).toBeLessThan(3000);
      await server.close();
      expect(performance.now() - before).toBeLessThan(6000);
      await wire.close();
    },
  );
});

describe.concurrent('closing', () => {
  it('finishes the request in flight, takes no other, and does not wait for idle connections', async () => {
    const toy = openToy(testSettings(databaseUrl));
    const server = await serveSubgraph(toy, 0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve, reject) => {
      httpRequest(local(server, '/livez'), { agent }, (response) => response.resume().on('end', resolve))
        .on('error', reject)
        .end();
    });
    const inFlight = post(server, '{ slowly(milliseconds: 400) }').then((response) => response.json());
    await toy.slowlyBegan;
    const before = performance.now();
    const closed = server.close();
    expect(await tryTo(post(server, '{ __typename }'))).toBe('refused');
    expect(await inFlight).toEqual({ data: { slowly: 'after 400 ms' } });
    await closed;
    expect(performance.now() - before).toBeLessThan(2500);
    agent.destroy();
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const before = performance.now();
    await server.close();
    expect(performance.now() - before).toBeLessThan(1500);
    socket.destroy();
  });
});

it.concurrent('says so when the port is taken', async () => {
  const server = await start();
  const second = serveSubgraph(openToy(testSettings(databaseUrl)), server.port, '127.0.0.1');
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE', port: server.port });
  await server.close();
});

it.concurrent('goes on when a client leaves in the middle of its request', async () => {
  const server = await start();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"quer',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  const leaving = new AbortController();
  const slow = tryTo(post(server, '{ slowly(milliseconds: 100) }', { signal: leaving.signal }));
  setTimeout(() => leaving.abort(), 30);
  expect(await slow).toBe('refused');
  expect(await (await post(server, '{ echo(text: "still here") }')).json()).toEqual({
    data: { echo: 'still here' },
  });
  await server.close();
});

it.concurrent('answers the questions a gateway asks by GET as well', async () => {
  const server = await start();
  const query = encodeURIComponent('query ($text: String!) { echo(text: $text) }');
  const variables = encodeURIComponent(JSON.stringify({ text: 'why? because' }));
  const response = await fetch(local(server, `/graphql?query=${query}&variables=${variables}`));
  expect(await response.json()).toEqual({ data: { echo: 'why? because' } });
  await server.close();
});

it.concurrent('tells its schema to who composes', async () => {
  const server = await start();
  const { data } = (await (await post(server, '{ service: _service { sdl } }')).json()) as {
    data: { service: { sdl: string } };
  };
  expect(data.service.sdl).toContain('echo(text: String!): String!');
  await server.close();
});
