import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { startToy, type Way } from './toy/start.ts';

const articlePage = await readFile(projectPath('gateway/ide/article-page.graphql'), 'utf8');

/** Everything here holds whether the subgraphs are in the process or at an address. */
const ways: Way[] = ['handlers', 'http'];

test.for(ways)('answers the page query in one request (%s)', async (way) => {
  await using toy = await startToy(way);
  const { status, body } = await toy.ask(articlePage, { slug: 'why-the-relationship-matters' });
  expect(status).toBe(200);
  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    article: {
      title: 'Why the relationship matters',
      topic: { name: 'Therapy' },
      body: { blocks: [{ __typename: 'Heading' }, { __typename: 'Paragraph' }] },
      essentialReading: [{ title: 'Sleep' }, { title: 'Worry' }],
      getHelp: [{ name: 'Cy Example', rating: { average: 4.5, count: 3 }, openSlots: [{}, {}, {}] }],
      recommendedTherapists: [
        { id: 't1', sessionCount: 54, openSlots: [{ startsAt: '2026-10-01T09:00:00.000Z' }, {}, {}] },
        { id: 't2', sessionCount: 3 },
        { id: 't3', sessionCount: 0 },
      ],
    },
    moreArticles: { nodes: [{ slug: 'why-the-relationship-matters' }, { slug: 'sleep' }, { slug: 'worry' }] },
    selfTests: [{ slug: 'phq-9' }],
    services: [{ slug: 'couples' }],
  });
});

const someone = {
  authorization: 'Bearer someone',
  cookie: 'session=1',
  'x-user-id': 'admin',
  'x-forwarded-for': '1.2.3.4',
};

test.for(ways)('forwards the token (%s)', async (way) => {
  await using toy = await startToy(way);
  const { body } = await toy.ask('{ me { subject } whoAsks }', {}, someone);
  expect(body.data).toEqual({ me: { subject: 'someone' }, whoAsks: 'Bearer someone' });
});

test('forwards nothing of the client’s headers but the token and the request’s id', async () => {
  await using toy = await startToy('http');
  await toy.ask('{ whoAsks }', {}, someone);
  const own = ['accept', 'connection', 'content-length', 'content-type', 'host'];
  const [received] = toy.servers.therapists.received;
  expect(Object.keys(received ?? {}).toSorted()).toEqual(
    [...own, 'authorization', 'x-request-id'].toSorted(),
  );
});

test.for(ways)('asks without a token for who gives none (%s)', async (way) => {
  await using toy = await startToy(way);
  const nobody = { me: null, whoAsks: 'nobody' };
  expect((await toy.ask('{ me { subject } whoAsks }')).body.data).toEqual(nobody);
  expect((await toy.ask('{ me { subject } whoAsks }', {}, { authorization: '' })).body.data).toEqual(nobody);
});

test.for(ways)('passes on a subgraph’s coded errors at their place (%s)', async (way) => {
  await using toy = await startToy(way);
  toy.world.faults.set('Therapist.sessionCount:t2', {
    code: 'NOT_FOUND',
    message: 'There is no such therapist.',
  });
  const { status, body } = await toy.ask('{ people: therapists { n: sessionCount } drafts { title } }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ people: [{ n: 54 }, { n: null }, { n: 0 }], drafts: null });
  expect(body.errors).toHaveLength(2);
  expect(body.errors).toContainEqual({
    message: 'There is no such therapist.',
    path: ['people', 1, 'n'],
    extensions: { code: 'NOT_FOUND' },
  });
  expect(body.errors).toContainEqual({
    message: 'Only editors see drafts.',
    path: ['drafts'],
    extensions: { code: 'FORBIDDEN' },
  });
});

test.for(ways)('keeps to itself why a subgraph failed (%s)', async (way) => {
  await using toy = await startToy(way);
  toy.world.faults.set('Therapist.rating', 'crash');
  const { body } = await toy.ask('{ therapist(id: "t1") { name rating { count } } }');
  expect(body).toEqual({
    data: { therapist: { name: 'Ada Example', rating: null } },
    errors: [
      {
        message: 'Something went wrong on our side.',
        path: ['therapist', 'rating'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
});

test.for(ways)(
  'gives its id to the request, and takes the client’s when it is well-formed (%s)',
  async (way) => {
    await using toy = await startToy(way);
    const own = await toy.ask('{ whoAsks }', {}, { 'x-request-id': 'page-7.2' });
    expect(own.headers.get('x-request-id')).toBe('page-7.2');
    const odd = await toy.ask('{ whoAsks }', {}, { 'x-request-id': 'a b<script>' });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const received =
      way === 'http'
        ? toy.servers.therapists.received.map((headers) => headers['x-request-id'])
        : toy.calls.map(({ request }) => request.requestId);
    expect(received).toEqual(['page-7.2', odd.headers.get('x-request-id')]);
  },
);

test('shares one object among the calls of a client’s request, and none between requests', async () => {
  await using toy = await startToy('handlers');
  await toy.ask('{ therapists { name sessionCount openSlots(kind: SESSION) { therapist { slug } } } }');
  const first = new Set(toy.calls.map(({ request }) => request.clientRequest));
  expect(toy.calls.length).toBeGreaterThan(2);
  expect(first.size).toBe(1);
  await toy.ask('{ therapists { name } }');
  expect(first.has(toy.calls.at(-1)!.request.clientRequest)).toBe(false);
});

test('hands a subgraph the same document object for the same question', async () => {
  await using toy = await startToy('handlers');
  await toy.ask('query ($slug: String!) { article(slug: $slug) { title } }', { slug: 'sleep' });
  await toy.ask('query ($slug: String!) { article(slug: $slug) { title } }', { slug: 'worry' });
  expect(toy.calls[1]?.request.document).toBe(toy.calls[0]?.request.document);
  expect(toy.calls.map(({ request }) => request.variables)).toEqual([{ slug: 'sleep' }, { slug: 'worry' }]);
});

test('answers other paths in JSON, after the routes that it was given', async () => {
  await using toy = await startToy('handlers', {
    routes: (request, response) => {
      if (request.url !== '/demo/images/ada.svg') return false;
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>');
      return true;
    },
  });
  const image = await fetch(new URL('/demo/images/ada.svg', toy.url));
  expect(await image.text()).toBe('<svg/>');
  const nothing = await fetch(new URL('/nothing', toy.url));
  expect(nothing.status).toBe(404);
  expect(await nothing.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('does not fall over a request target that is no URL', async () => {
  await using toy = await startToy('handlers');
  const response = await fetch(`http://127.0.0.1:${toy.server.port}//%`, {
    headers: { accept: 'text/html' },
  });
  expect(response.status).toBe(404);
});
