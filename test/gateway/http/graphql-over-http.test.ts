import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startToy, type ToyPlatform } from '../toy/start.ts';

let toy: ToyPlatform;
beforeAll(async () => {
  toy = await startToy('handlers');
});
afterAll(() => toy[Symbol.asyncDispose]());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(toy.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (search: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${toy.url}?${new URLSearchParams(search)}`, { headers: { accept: 'application/json', ...headers } });
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
};
const graphqlResponse = { accept: 'application/graphql-response+json' };

// The specification's own test suite: MUST, SHOULD and MAY alike.
test.for(serverAudits({ url: () => toy.url }))('specification: $name', async (audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' });
});

test('answers a query by GET, with variables', async () => {
  const query = 'query Read($slug: String!) { article(slug: $slug) { title } }';
  const response = await get({ query, variables: '{"slug":"sleep"}', operationName: 'Read' });
  expect(await response.json()).toEqual({ data: { article: { title: 'Sleep' } } });
});

test('refuses a mutation by GET and changes nothing', async () => {
  const response = await get({ query: 'mutation { book(slotId: "slot:t1:SESSION:0") { id } }' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
  expect(await codeOf(response)).toEqual(['METHOD_NOT_ALLOWED']);
  expect(toy.world.log).toEqual([]);
});

test.for([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/graphql',
])('refuses a body of type %s, which a form of another site could send', async (type) => {
  const response = await post(
    { query: 'mutation { book(slotId: "slot:t1:SESSION:0") { id } }' },
    { 'content-type': type },
  );
  expect(response.status).toBe(415);
  expect(await codeOf(response)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
  expect(toy.world.log).toEqual([]);
});

test('refuses other methods', async () => {
  const response = await fetch(toy.url, {
    method: 'PUT',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, POST');
  expect(await codeOf(response)).toEqual(['METHOD_NOT_ALLOWED']);
});

test('refuses what it cannot answer in', async () => {
  const response = await post({ query: '{ __typename }' }, { accept: 'application/xml' });
  expect(response.status).toBe(406);
  expect(await codeOf(response)).toEqual(['NOT_ACCEPTABLE']);
});

test.for([
  ['no JSON', '{"query":'],
  ['a batch', [{ query: '{ __typename }' }]],
  ['no query', { variables: {} }],
  ['a query that is no text', { query: { a: 1 } }],
  ['variables that are a list', { query: '{ __typename }', variables: [] }],
  ['extensions that are text', { query: '{ __typename }', extensions: 'x' }],
])('calls %s a bad request', async ([, body]) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toEqual(['BAD_REQUEST']);
});

test.for([
  ['GRAPHQL_PARSE_FAILED', { query: '{ unclosed' }],
  ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothingOfThisName }' }],
  [
    'BAD_USER_INPUT',
    { query: 'query ($slug: String!) { article(slug: $slug) { id } }', variables: { slug: 7 } },
  ],
  ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { whoAsks } query B { whoAsks }' }],
  ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { whoAsks }', operationName: 'C' }],
  ['GRAPHQL_VALIDATION_FAILED', { query: 'subscription { anything }' }],
  ['GRAPHQL_VALIDATION_FAILED', { query: '{ therapist(id: "t1") { name ... @defer { sessionCount } } }' }],
])('gives %s: 400 in the GraphQL media type, 200 in plain JSON, and never data', async ([code, body]) => {
  const response = await post(body, graphqlResponse);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  expect(await response.clone().json()).not.toHaveProperty('data');
  expect(await codeOf(response)).toEqual([code]);
  expect((await post(body, { accept: 'application/json' })).status).toBe(200);
});

test('tells a client that sends only the hash of a query to send the query', async () => {
  const response = await get({ extensions: '{"persistedQuery":{"version":1,"sha256Hash":"ab"}}' });
  expect(await response.json()).toMatchObject({
    errors: [
      { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
    ],
  });
});

test('refuses a body that is too large, however it is sent', async () => {
  const query = `{ whoAsks } # ${'x'.repeat(256 * 1024)}`;
  const response = await post({ query });
  expect(response.status).toBe(413);
  expect(await codeOf(response)).toEqual(['PAYLOAD_TOO_LARGE']);
  const chunks = new Blob([JSON.stringify({ query })]).stream();
  const streamed = await fetch(toy.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: chunks,
    duplex: 'half',
  } as RequestInit);
  expect(streamed.status).toBe(413);
  const fits = await post({ query: `{ whoAsks } # ${'x'.repeat(200 * 1024)}` });
  expect(fits.status).toBe(200);
});

test('lets pages of any origin ask, without credentials', async () => {
  const preflight = await fetch(toy.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://clinic.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(preflight.headers.has('access-control-allow-credentials')).toBe(false);
  const answer = await post({ query: '{ whoAsks }' }, { origin: 'https://clinic.example' });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

test('lets only pages of the given origins ask when there are any', async () => {
  await using choosy = await startToy('handlers', { corsOrigins: ['https://clinic.example'] });
  const ask = (origin: string) => choosy.ask('{ whoAsks }', {}, { origin });
  expect((await ask('https://clinic.example')).headers.get('access-control-allow-origin')).toBe(
    'https://clinic.example',
  );
  const other = await ask('https://other.example');
  expect(other.headers.has('access-control-allow-origin')).toBe(false);
  expect(other.headers.get('vary')).toContain('Origin');
});
