import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createGateway, type Subgraph } from '../../gateway/gateway.ts';
import { startServer } from '../../gateway/server.ts';
import { startToy, type Way } from './toy/start.ts';
import type { Trouble } from './toy/subgraph-server.ts';
import { toyComposition } from './toy/subgraphs.ts';

const query = `query Page($token: String = "hunter2") {
  article(slug: "sleep") { title author { id sessionCount } getHelp: recommendedTherapists(first: 1) { name openSlots(kind: SESSION) { id } } }
  services { name }
}`;

function logInto(lines: Record<string, unknown>[]) {
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  return pino({ level: 'trace' }, stream);
}

test.for<Trouble>(['hang', 'html', 'garbage', 'drop'])(
  'answers with all but the fields of a subgraph in trouble (%s)',
  async (trouble) => {
    const lines: Record<string, unknown>[] = [];
    await using toy = await startToy('http', { timeout: 400, log: logInto(lines) });
    toy.servers.bookings.trouble = trouble;
    const { status, body, headers } = await toy.ask(
      query.replace('($token: String = "hunter2") ', ''),
      {},
      {
        authorization: 'Bearer secret-token',
      },
    );
    expect(status).toBe(200);
    expect(body.data).toEqual({
      article: {
        title: 'Sleep',
        author: { id: 't2', sessionCount: null },
        getHelp: [{ name: 'Cy Example', openSlots: null }],
      },
      services: [{ name: 'Couples therapy' }],
    });
    const places = [
      ['article', 'author', 'sessionCount'],
      ['article', 'getHelp', 0, 'openSlots'],
    ];
    expect(body.errors).toHaveLength(2);
    for (const path of places) {
      expect(body.errors).toContainEqual({
        message: 'The bookings service is not available at the moment.',
        path,
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'bookings' },
      });
    }
    expect(headers.get('cache-control')).toBe('no-store');
    const log = JSON.stringify(lines);
    expect(
      lines.some(({ msg, service }) => msg === 'a subgraph is not available' && service === 'bookings'),
    ).toBe(true);
    expect(log).not.toContain('secret-token');
  },
);

test('answers with all but the fields of a subgraph that is gone', async () => {
  await using toy = await startToy('http');
  const { port } = toy.servers.content;
  await toy.servers.content.stop();
  const { body } = await toy.ask('{ services { name } therapists { name sessionCount } }');
  expect(body.data).toMatchObject({
    services: null,
    therapists: [{ name: 'Ada Example', sessionCount: 54 }, {}, {}],
  });
  expect(JSON.stringify(body)).not.toContain(String(port));
  await toy.servers.content.start(port);
  expect((await toy.ask('{ services { name } }')).body).toEqual({
    data: { services: [{ name: 'Couples therapy' }] },
  });
});

test('answers without data when a subgraph does not accept the token: 401, once', async () => {
  await using toy = await startToy('http');
  for (const server of Object.values(toy.servers)) server.trouble = 'refuse-token';
  const { status, body, headers } = await toy.ask('{ services { name } therapists { name } }');
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(body).toEqual({
    errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('keeps an UNAUTHENTICATED of one field to that field', async () => {
  await using toy = await startToy('handlers');
  const { status, body } = await toy.ask(
    '{ me { subject } services { name } }',
    {},
    { authorization: 'Bearer expired' },
  );
  expect(status).toBe(200);
  expect(body.data).toEqual({ me: null, services: [{ name: 'Couples therapy' }] });
  expect(body.errors?.[0]).toMatchObject({ path: ['me'], extensions: { code: 'UNAUTHENTICATED' } });
});

test.for<Way>(['handlers', 'http'])(
  'gives up waiting when the time is up, with what there is (%s)',
  async (way) => {
    await using toy = await startToy(way, { timeout: 200 });
    const start = performance.now();
    const { body } = await toy.ask('{ slowly(milliseconds: 3000) services { name } }');
    expect(performance.now() - start).toBeLessThan(1500);
    expect(body.data).toEqual({ slowly: null, services: [{ name: 'Couples therapy' }] });
    expect(body.errors).toMatchObject([{ path: ['slowly'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  },
);

test('tells a handler to stop when the client of a query has gone, but not of a mutation', async () => {
  const signals: AbortSignal[] = [];
  const hang: Subgraph = {
    handler: ({ signal }) => {
      signals.push(signal!);
      return new Promise(() => {});
    },
  };
  const gateway = createGateway({
    supergraph: toyComposition.supergraph,
    subgraphs: { therapists: hang, bookings: hang, content: hang },
    timeout: 500,
  });
  const server = await startServer(gateway, { port: 0, host: '127.0.0.1', grace: 100 });
  const leave = async (asked: string) => {
    const controller = new AbortController();
    const before = signals.length;
    const request = fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: asked }),
      signal: controller.signal,
    });
    await expect.poll(() => signals.length).toBe(before + 1);
    controller.abort();
    await request.catch(() => {});
    return signals[before]!;
  };
  const ofQuery = await leave('{ services { name } }');
  await expect.poll(() => ofQuery.aborted, { timeout: 300 }).toBe(true);
  const ofMutation = await leave('mutation { book(slotId: "s") { id } }');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(ofMutation.aborted).toBe(false);
  await server.close();
});

test('takes a handler that throws for a subgraph that is not available', async () => {
  const lines: Record<string, unknown>[] = [];
  const broken: Subgraph = {
    handler: async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7:5432');
    },
  };
  const gateway = createGateway({
    supergraph: toyComposition.supergraph,
    subgraphs: { therapists: broken, bookings: broken, content: broken },
    log: logInto(lines),
  });
  const server = await startServer(gateway, { port: 0, host: '127.0.0.1' });
  const response = await fetch(`http://127.0.0.1:${server.port}/graphql?query={services{name}}`);
  expect(await response.json()).toEqual({
    data: { services: null },
    errors: [
      {
        message: 'The content service is not available at the moment.',
        path: ['services'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'content' },
      },
    ],
  });
  expect(JSON.stringify(lines)).toContain('10.0.0.7');
  await server.close();
});
