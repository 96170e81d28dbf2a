import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createInProcessHandler, type InProcessRequest } from '../../../subgraphs/shared/in-process.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testSettings } from '../../support/subgraph.ts';
import { testTokens } from '../../support/tokens.ts';
import { openToy } from './toy-subgraph.ts';

let toy: ReturnType<typeof openToy>;
let handle: ReturnType<typeof createInProcessHandler>;
let clock: Date;

beforeAll(async () => {
  const { content } = await createTestDatabase();
  toy = openToy(testSettings(content, { clock: () => clock }));
  handle = createInProcessHandler(toy);
});
beforeEach(() => {
  toy.batches.length = 0;
  clock = new Date('2026-07-01T00:00:00Z');
});
afterAll(() => toy.close());

function ask(clientRequest: object, query: string, more: Partial<InProcessRequest> = {}) {
  return handle({ document: parse(query), variables: {}, clientRequest, ...more });
}

it('batches and caches over the calls of one client request', async () => {
  const clientRequest = {};
  await Promise.all([
    ask(clientRequest, '{ item(number: 1) { name } }'),
    ask(clientRequest, '{ a: item(number: 2) { name } b: item(number: 1) { name } }'),
  ]);
  await ask(clientRequest, '{ item(number: 2) { name } }');
  expect(toy.batches).toEqual([[1, 2]]);
});

it('shares nothing between client requests, even those that ask at once', async () => {
  await Promise.all([ask({}, '{ item(number: 1) { name } }'), ask({}, '{ item(number: 1) { name } }')]);
  expect(toy.batches).toEqual([[1], [1]]);
});

it('knows each client request by its own token', async () => {
  const admin = `Bearer ${await testTokens.issue({ subject: 'ada', roles: ['admin'] })}`;
  const [mine, theirs] = await Promise.all([
    ask({}, '{ forAdmins }', { authorization: admin }),
    ask({}, '{ forAdmins }'),
  ]);
  expect(mine.data).toEqual({ forAdmins: 'ada' });
  expect(theirs.data).toEqual({ forAdmins: null });
});

it('gives a mutation loaders of its own, and reads anew after it', async () => {
  const clientRequest = {};
  await ask(clientRequest, '{ item(number: 1) { name } }');
  await ask(clientRequest, 'mutation { touch(number: 1) { name } }');
  await ask(clientRequest, '{ item(number: 1) { name } }');
  expect(toy.batches).toEqual([[1], [1], [1]]);
});

it('reads anew for each mutation of one document', async () => {
  await ask({}, 'mutation { a: touch(number: 1) { name } b: touch(number: 1) { name } }');
  expect(toy.batches).toEqual([[1], [1]]);
});

it('knows a mutation by the operation that is asked for, where a document has several', async () => {
  const document = 'query Read { item(number: 1) { name } } mutation Write { touch(number: 1) { name } }';
  const clientRequest = {};
  await ask(clientRequest, document, { operationName: 'Read' });
  await ask(clientRequest, document, { operationName: 'Read' });
  expect(toy.batches).toHaveLength(1);
  await ask(clientRequest, document, { operationName: 'Write' });
  expect(toy.batches).toHaveLength(2);
});

it('tells every call of a client request about its bad token, and no other client request', async () => {
  const clientRequest = {};
  const authorization = 'Bearer nonsense';
  const refused = await Promise.all([
    ask(clientRequest, '{ echo(text: "a") }', { authorization }),
    ask(clientRequest, '{ echo(text: "b") }', { authorization }),
  ]);
  for (const result of refused) {
    expect(result.data).toBeUndefined();
    expect(result.errors?.map((error) => error.extensions['code'])).toEqual(['UNAUTHENTICATED']);
  }
  expect((await ask({}, '{ echo(text: "c") }')).data).toEqual({ echo: 'c' });
});

it('answers a document without the operation asked for with an error, not a rejection', async () => {
  const { errors } = await ask({}, 'query A { echo(text: "a") }', { operationName: 'B' });
  expect(errors?.map((error) => error.extensions['code'])).toEqual(['BAD_USER_INPUT']);
});

it('holds one instant for a client request, however long it takes', async () => {
  const contexts: Date[] = [];
  const original = toy.createContext.bind(toy);
  const watched = createInProcessHandler({
    ...toy,
    async createContext(request) {
      const context = await original(request);
      contexts.push(context.now);
      return context;
    },
  });
  const clientRequest = {};
  const document = parse('{ echo(text: "a") }');
  await watched({ document, variables: {}, clientRequest });
  clock = new Date('2026-07-01T00:00:05Z');
  await watched({ document, variables: {}, clientRequest });
  expect(contexts).toEqual([new Date('2026-07-01T00:00:00Z')]);
});
