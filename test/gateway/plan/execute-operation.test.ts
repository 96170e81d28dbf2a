import { buildSchema, execute, parse, validate, type ExecutionResult } from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import { createExecutor } from '../../../gateway/plan/execute-operation.ts';
import { createPlanner } from '../../../gateway/plan/planner.ts';
import { toyComposition, toySubgraphs, type ToyName } from '../toy/subgraphs.ts';
import { World } from '../toy/world.ts';

const schema = buildSchema(toyComposition.api);
const plan = createPlanner(toyComposition.supergraph);

let world: World;
let called: { service: string; variables: Record<string, unknown> }[];
/** What a subgraph answers instead of executing. */
let instead: Partial<Record<ToyName, ExecutionResult>>;
beforeEach(() => {
  world = new World();
  called = [];
  instead = {};
});

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const subgraphs = toySubgraphs(world);
  const result = await createExecutor({ schema, plan })({
    document,
    variables,
    onSubgraphError: () => {},
    call: async (service, { document: part, variables: variableValues }) => {
      called.push({ service, variables: variableValues });
      return (
        instead[service as ToyName] ??
        execute({ schema: subgraphs[service as ToyName], document: part, variableValues, contextValue: {} })
      );
    },
  });
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}

test('carries a null that its type forbids up across subgraphs, with one error', async () => {
  world.faults.set('Therapist.strictCount:t2', 'null');
  expect(await ask('{ therapists { name strictCount } selfTests { title } }')).toEqual({
    data: { therapists: null, selfTests: [{ title: 'PHQ-9' }] },
    errors: [
      {
        message: 'Something went wrong on our side.',
        path: ['therapists', 1, 'strictCount'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
});

test('answers with null data when a forbidden null reaches the root', async () => {
  world.faults.set('Query.firstTherapist', { code: 'NOT_FOUND', message: 'There is none.' });
  expect(await ask('{ firstTherapist { name } selfTests { title } }')).toEqual({
    data: null,
    errors: [{ message: 'There is none.', path: ['firstTherapist'], extensions: { code: 'NOT_FOUND' } }],
  });
});

test.for([
  '{ selfTests @skip(if: true) { title } }',
  'query ($no: Boolean = false) { whoAsks @include(if: $no) }',
])('answers %s, in which nothing is left, with empty data and no call', async (query) => {
  expect(await ask(query)).toEqual({ data: {} });
  expect(called).toEqual([]);
});

test('answers introspection beside data, in the order asked for', async () => {
  const result = await ask(
    '{ a: __type(name: "Topic") { fields { name } } selfTests { title } ...More } fragment More on Query { __schema { queryType { name } } __typename }',
  );
  expect(JSON.stringify(result)).toBe(
    JSON.stringify({
      data: {
        a: { fields: [{ name: 'name' }, { name: 'slug' }] },
        selfTests: [{ title: 'PHQ-9' }],
        __schema: { queryType: { name: 'Query' } },
        __typename: 'Query',
      },
    }),
  );
});

test('answers introspection with variables for each of them', async () => {
  const query = 'query ($name: String!) { __type(name: $name) { name } }';
  const execute2 = createExecutor({ schema, plan });
  const document = parse(query);
  const asked = (name: string) =>
    execute2({ document, variables: { name }, onSubgraphError: () => {}, call: async () => ({}) });
  expect((await asked('Topic')).data).toEqual({ __type: { name: 'Topic' } });
  expect((await asked('Image')).data).toEqual({ __type: { name: 'Image' } });
});

test('keeps the index of an error inside a list of entities', async () => {
  world.faults.set('Slot.endsAt:slot:t2:SESSION:1', { code: 'NOT_FOUND', message: 'Gone.' });
  const { errors } = await ask(
    '{ therapists { times: openSlots(kind: SESSION, first: 2) { until: endsAt } } }',
  );
  expect(errors).toEqual([
    { message: 'Gone.', path: ['therapists', 1, 'times', 1, 'until'], extensions: { code: 'NOT_FOUND' } },
  ]);
});

test('reports an error of an entity at every place where it stands', async () => {
  world.faults.set('Therapist.sessionCount:t1', { code: 'NOT_FOUND', message: 'Gone.' });
  const { errors } = await ask('{ therapists { supervisor { sessionCount } } }');
  expect(errors?.map(({ path }) => path)).toEqual([
    ['therapists', 1, 'supervisor', 'sessionCount'],
    ['therapists', 2, 'supervisor', 'sessionCount'],
  ]);
  expect(Object.values(called.at(-1)?.variables ?? {})).toEqual([[{ __typename: 'Therapist', id: 't1' }]]);
});

test('takes an entity that its own subgraph does not know for none, where there may be none', async () => {
  const article = world.articles[0]!;
  article.author = 'gone';
  expect(await ask(`{ article(slug: "${article.slug}") { author { id name } } }`)).toEqual({
    data: { article: { author: null } },
  });
});

test('answers under an alias that JavaScript has a meaning of its own for', async () => {
  const result = await ask('{ __proto__: selfTests { __proto__: title constructor: title } }');
  expect(JSON.stringify(result)).toBe('{"data":{"__proto__":[{"__proto__":"PHQ-9","constructor":"PHQ-9"}]}}');
});

test('merges lists that several fragments select', async () => {
  const query = `{ therapists(first: 1) { ...A ...B } therapists(first: 1) { slug } }
    fragment A on Therapist { openSlots(kind: SESSION, first: 2) { id } }
    fragment B on Therapist { openSlots(kind: SESSION, first: 2) { startsAt } }`;
  expect((await ask(query)).data).toEqual({
    therapists: [
      {
        openSlots: [
          { id: 'slot:t1:SESSION:0', startsAt: '2026-10-01T09:00:00.000Z' },
          { id: 'slot:t1:SESSION:1', startsAt: '2026-10-01T10:00:00.000Z' },
        ],
        slug: 'ada',
      },
    ],
  });
});

test('lets a client call any field "id" or "__typename"', async () => {
  expect((await ask('{ therapist(id: "t1") { id: slug __typename: name sessionCount } }')).data).toEqual({
    therapist: { id: 'ada', __typename: 'Ada Example', sessionCount: 54 },
  });
});

test('carries out mutations one after another, each read before the next', async () => {
  const result = await ask(`mutation {
    a: renameTherapist(input: { id: "t1", name: "One" }) { ... on Renamed { therapist { name sessionCount } } }
    b: book(slotId: "slot:t1:SESSION:0") { therapist { name } }
    c: renameTherapist(input: { id: "t1", name: "Two" }) { ... on Renamed { therapist { name } } ... on Problem { message } }
    d: renameTherapist(input: { id: "t2", name: "Two" }) { __typename ... on Problem { message } }
  }`);
  expect(world.log).toEqual(['rename One', 'book slot:t1:SESSION:0', 'rename Two', 'rename Two']);
  expect(result.data).toEqual({
    a: { therapist: { name: 'One', sessionCount: 54 } },
    b: { therapist: { name: 'One' } },
    c: { therapist: { name: 'Two' } },
    d: { __typename: 'NameTaken', message: 'Somebody has that name.' },
  });
});

test('does not carry out a mutation that is skipped', async () => {
  const query =
    'mutation ($no: Boolean!) { book(slotId: "a") @include(if: $no) { id } other: book(slotId: "b") { id } }';
  expect((await ask(query, { no: false })).data).toEqual({ other: { id: 'b' } });
  expect(world.log).toEqual(['book b']);
});

test('names every field that a subgraph which gives no answer leaves empty', async () => {
  instead.bookings = {
    errors: [{ message: 'Down.', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } } as never],
  };
  const result = await ask(
    '{ therapists(first: 2) { name n: sessionCount openSlots(kind: SESSION) { id } } slot(id: "slot:t1:SESSION:0") { id } }',
  );
  expect(result.data).toEqual({
    therapists: [
      { name: 'Ada Example', n: null, openSlots: null },
      { name: 'Bo Example', n: null, openSlots: null },
    ],
    slot: null,
  });
  expect(result.errors?.map(({ path }) => path?.join('.')).toSorted()).toEqual([
    'slot',
    'therapists.0.n',
    'therapists.0.openSlots',
    'therapists.1.n',
    'therapists.1.openSlots',
  ]);
});

test('names what is missing of an entity that its subgraph cannot read', async () => {
  world.faults.set('Therapist.__reference:t1', { code: 'FORBIDDEN', message: 'Not yours.' });
  const result = await ask('{ slot(id: "slot:t1:SESSION:0") { therapist { name slug } } }');
  expect(result.data).toEqual({ slot: { therapist: null } });
  expect(result.errors?.map(({ path }) => path)).toEqual([
    ['slot', 'therapist', 'name'],
    ['slot', 'therapist', 'slug'],
  ]);
});

test('answers an entity that its subgraph does not know with null', async () => {
  world.faults.set('Article.author:a1', 'null');
  world.articles[1]!.author = 'nobody';
  const result = await ask('{ articles { nodes { author { id nickname sessionCount } } } }');
  expect(result).toEqual({
    data: {
      articles: {
        nodes: [
          { author: null },
          { author: { id: 'nobody', nickname: null, sessionCount: 0 } },
          { author: null },
        ],
      },
    },
  });
});

test('refuses the whole request, once, when subgraphs do not accept who asks', async () => {
  const refusal = {
    errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } } as never],
  };
  instead = { content: refusal, therapists: refusal };
  expect(await ask('{ therapists { name } selfTests { title } services { name } }')).toEqual({
    errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('takes an answer with neither data nor errors for a service that is down', async () => {
  instead.content = {};
  expect(await ask('{ selfTests { title } }')).toEqual({
    data: { selfTests: null },
    errors: [
      {
        message: 'The content service is not available at the moment.',
        path: ['selfTests'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'content' },
      },
    ],
  });
});

test('lists a hundred errors at most', async () => {
  world.therapists = Array.from({ length: 150 }, (_, index) => ({
    ...world.therapists[0]!,
    id: `t${index}`,
  }));
  world.faults.set('Therapist.sessionCount', { code: 'NOT_FOUND', message: 'Gone.' });
  const { data, errors } = await ask('{ therapists(first: 150) { sessionCount } }');
  expect(data?.therapists).toHaveLength(150);
  expect(errors).toHaveLength(100);
});

test('refuses variables of the wrong type before any call', async () => {
  expect(await ask('query ($first: Int!) { therapists(first: $first) { id } }', { first: 'three' })).toEqual({
    errors: [
      {
        message: expect.stringContaining('Variable "$first" got invalid value "three"'),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
  expect(called).toEqual([]);
});

test('gives each subgraph only the variables that its part uses', async () => {
  const query =
    'query ($id: ID!, $kind: AppointmentKind!, $few: Int = 2) { therapist(id: $id) { openSlots(kind: $kind, first: $few) { id } } }';
  await ask(query, { id: 't1', kind: 'SESSION' });
  expect(called).toEqual([
    { service: 'therapists', variables: { id: 't1' } },
    {
      service: 'bookings',
      variables: { representations: [{ __typename: 'Therapist', id: 't1' }], kind: 'SESSION', few: 2 },
    },
  ]);
});
