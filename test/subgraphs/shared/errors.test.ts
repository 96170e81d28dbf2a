import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessHandler } from '../../../subgraphs/shared/in-process.ts';
import { serveSubgraph, type RunningServer } from '../../../subgraphs/shared/serve.ts';
import type { Subgraph } from '../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testSettings } from '../../support/subgraph.ts';
import { testTokens } from '../../support/tokens.ts';
import { openToy, secret } from './toy-subgraph.ts';
import { unreliableNetwork } from './unreliable-network.ts';

interface Answer {
  data?: unknown;
  errors?: { message: string; locations?: unknown; path?: unknown; extensions?: Record<string, unknown> }[];
}
type Ask = (
  query: string,
  options?: { variables?: object; authorization?: string },
) => Promise<{ answer: Answer; text: string }>;

const fault = { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
const unavailable = {
  message: 'The service is temporarily unavailable.',
  extensions: { code: 'SERVICE_UNAVAILABLE' },
};

let toy: Subgraph;
let server: RunningServer;
let network: Awaited<ReturnType<typeof unreliableNetwork>>;
let overWire: Subgraph;
let overWireServer: RunningServer;

beforeAll(async () => {
  const database = await createTestDatabase();
  toy = openToy(testSettings(database.content));
  server = await serveSubgraph(toy, 0, '127.0.0.1');
  network = await unreliableNetwork(database.content);
  overWire = openToy(testSettings(network.url));
  overWireServer = await serveSubgraph(overWire, 0, '127.0.0.1');
});

afterAll(async () => {
  await server.close();
  await overWireServer.close();
  await network.close();
});

function inProcess(subgraph: () => Subgraph): Ask {
  return async (query, { variables = {}, authorization } = {}) => {
    const handle = createInProcessHandler(subgraph());
    const document = parse(query);
    const result = await handle({ document, variables: { ...variables }, authorization, clientRequest: {} });
    const text = JSON.stringify(result);
    return { answer: JSON.parse(text) as Answer, text };
  };
}

function overHttp(running: () => RunningServer): Ask {
  return async (query, { variables, authorization } = {}) => {
    const response = await fetch(running().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { answer: JSON.parse(text) as Answer, text };
  };
}

describe.each<[string, Ask, Ask]>([
  ['in process', inProcess(() => toy), inProcess(() => overWire)],
  ['over HTTP', overHttp(() => server), overHttp(() => overWireServer)],
])('%s', (_, ask, askOverWire) => {
  /** The errors as a client reads them; `text` is the whole response. */
  async function errorsOf(query: string, options?: Parameters<Ask>[1], by = ask) {
    const { answer, text } = await by(query, options);
    for (const inside of [
      secret,
      'stack',
      'node_modules',
      'subgraphs/',
      'no_such_table',
      'db.internal',
      'select',
    ])
      expect(text).not.toContain(inside);
    return (answer.errors ?? []).map(({ locations: _where, ...told }) => told);
  }

  it('answers', async () => {
    const { answer } = await ask('query ($text: String!) { echo(text: $text) }', {
      variables: { text: 'hi' },
    });
    expect(answer).toEqual({ data: { echo: 'hi' } });
  });

  it('tells an error that is meant for the client as it is', async () => {
    expect(await errorsOf('{ item(number: 100) { name } }')).toEqual([
      { message: 'Item 100 was not found.', path: ['item'], extensions: { code: 'NOT_FOUND' } },
    ]);
    expect(await errorsOf('{ count(input: { count: -1 }) }')).toEqual([
      {
        message: 'input.count must not be negative.',
        path: ['count'],
        extensions: { code: 'BAD_USER_INPUT', field: 'input.count' },
      },
    ]);
  });

  it.each(['crash', 'wrongStatement', 'impossible', 'mistyped'])(
    'tells nothing of a fault: %s',
    async (field) => {
      expect(await errorsOf(`{ ${field} }`)).toEqual([{ ...fault, path: [field] }]);
    },
  );

  it('gives each field of one request its own error and the others their data', async () => {
    const { answer } = await ask('{ crash a: item(number: 100) { name } b: item(number: 1) { name } }');
    expect(answer.data).toEqual({ crash: null, a: null, b: { name: 'item 1' } });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual(
      expect.arrayContaining([
        [['crash'], 'INTERNAL_SERVER_ERROR'],
        [['a'], 'NOT_FOUND'],
      ]),
    );
  });

  it.each<[string, string, object]>([
    [
      'a text for a number',
      'query ($input: CountInput!) { count(input: $input) }',
      { input: { count: 'x' } },
    ],
    ['a number that is too large', 'query ($n: Int!) { item(number: $n) { name } }', { n: 1e12 }],
    ['nothing where something must be', 'query ($n: Int!) { item(number: $n) { name } }', {}],
    ['null where something must be', 'query ($n: Int!) { item(number: $n) { name } }', { n: null }],
    [
      'a field that no input has',
      'query ($input: CountInput!) { count(input: $input) }',
      { input: { count: 1, x: 1 } },
    ],
    [
      'no instant',
      'query ($input: CountInput!) { count(input: $input) }',
      { input: { count: 1, since: 'yesterday' } },
    ],
  ])('calls a variable bad input when it is %s, and names it', async (_what, query, variables) => {
    const [error, ...others] = await errorsOf(query, { variables });
    expect(others).toEqual([]);
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(error?.message).toMatch(/^Variable "\$(input|n)"/);
  });

  it('calls a value bad input that stands in the document itself', async () => {
    const [error] = await errorsOf('{ count(input: { count: 1, since: "yesterday" }) }');
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(error?.message).toContain('yesterday');
  });

  it('calls a variable bad input that is null where only its argument may not be', async () => {
    const [error] = await errorsOf('query ($n: Int) { item(number: $n) { name } }', {
      variables: { n: null },
    });
    expect(error).toMatchObject({ path: ['item'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(error?.message).toContain('"number"');
  });

  it('calls text bad input that PostgreSQL cannot hold', async () => {
    const variables = { text: 'a\u0000b' };
    const [error] = await errorsOf('query ($text: String!) { echoOfDatabase(text: $text) }', { variables });
    expect(error).toMatchObject({ path: ['echoOfDatabase'], extensions: { code: 'BAD_USER_INPUT' } });
  });

  it.each([
    ['expired', async () => `Bearer ${await testTokens.issue({ subject: 'ada', expiresIn: -60 })}`],
    ['invalid', () => Promise.resolve('Bearer nonsense')],
    ['invalid', () => Promise.resolve('Basic YTpi')],
  ])('refuses a bad token for any field: %s', async (reason, authorization) => {
    const { answer } = await ask('{ echo(text: "hi") }', { authorization: await authorization() });
    expect(answer).toEqual({
      errors: [
        {
          message: `The access token ${reason === 'expired' ? 'has expired' : 'is invalid'}.`,
          extensions: { code: 'UNAUTHENTICATED', reason },
        },
      ],
    });
  });

  it('tells who may not from who is not known', async () => {
    expect(await errorsOf('{ forAdmins }')).toMatchObject([
      { path: ['forAdmins'], extensions: { code: 'UNAUTHENTICATED', reason: 'missing' } },
    ]);
    const authorization = `Bearer ${await testTokens.issue({ subject: 'ada', roles: ['client'] })}`;
    expect(await errorsOf('{ forAdmins }', { authorization })).toMatchObject([
      { path: ['forAdmins'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('says that the service is unavailable while the database is, and recovers by itself', async () => {
    const query = '{ item(number: 1) { name } }';
    const good = { data: { item: { name: 'item 1' } } };
    expect((await askOverWire(query)).answer).toEqual(good);
    network.cut();
    expect(await errorsOf(query, {}, askOverWire)).toEqual([{ ...unavailable, path: ['item'] }]);
    network.mend();
    expect((await askOverWire(query)).answer).toEqual(good);
  });

  it('says that the service is unavailable when the connection is lost under a statement', async () => {
    const query = 'mutation { touch(number: 1) { name } }';
    expect((await askOverWire(query)).answer.errors).toBeUndefined();
    network.silence();
    const asked = errorsOf(query, {}, askOverWire);
    await new Promise((resolve) => setTimeout(resolve, 100));
    network.cut();
    expect(await asked).toEqual([{ ...unavailable, path: ['touch'] }]);
    network.mend();
  });
});

describe('over HTTP alone', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(server.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  async function refusal(response: Response) {
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    return {
      status: response.status,
      codes: errors.map(({ extensions }) => extensions.code),
      text: JSON.stringify(errors),
    };
  }

  it.each<[string, string, number, string]>([
    ['no JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['JSON without a query', '{}', 400, 'BAD_REQUEST'],
    ['JSON that is no object', '"{ echo }"', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ __typename }"}]', 400, 'BAD_REQUEST'],
    ['nothing', '', 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{ __typename }","variables":"x"}', 400, 'BAD_REQUEST'],
    ['no GraphQL', '{"query":"{ echo("}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['a field that no type has', '{"query":"{ nothing }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation that is not there',
      '{"query":"query A { __typename }","operationName":"B"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('refuses %s with a code', async (_what, body, status, code) => {
    const answer = await refusal(await post(body));
    expect(answer).toMatchObject({ status, codes: [code] });
    expect(answer.text).not.toMatch(/stack|node_modules/);
  });

  it('refuses a body that is too large, and says so', async () => {
    const body = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(5 * 1024 * 1024) } });
    expect(await refusal(await post(body))).toMatchObject({ status: 413, codes: ['BAD_REQUEST'] });
  });

  it('answers 401 to a bad token', async () => {
    const response = await post('{"query":"{ __typename }"}', { authorization: 'Bearer nonsense' });
    expect(await refusal(response)).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it.each(['/', '/graphql/', '/nothing', '//', '/graphql%00', '///graphql'])(
    'has nothing at %s',
    async (path) => {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
      expect(await refusal(response)).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
    },
  );
});
