import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import type { Review } from '../../../../subgraphs/therapists/review/review.entity.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let id: string;
let tokens: Record<'mia' | 'noah' | 'admin' | 'owner', string>;
const statements: string[] = [];

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  const database = { url, onStatement: (sql: string) => void statements.push(sql) };
  therapists = openTherapists(testSettings(url, { database, clock: () => new Date('2026-08-01T00:00:00Z') }));
  ask = askOf(therapists);
  tokens = {
    mia: await testTokens.issue({ subject: 'mia' }),
    noah: await testTokens.issue({ subject: 'noah' }),
    admin: await testTokens.issue({ subject: 'boss', roles: ['admin'] }),
    owner: await testTokens.issue({ subject: 'owner', roles: ['therapist', 'admin'] }),
  };
});

afterAll(() => therapists.close());

beforeEach(async () => {
  const em = therapists.orm.em.fork();
  await em.execute(`update therapist set owner_subject = null where owner_subject = 'owner'`);
  ({ id } = addTherapist(em, { ownerSubject: 'owner' }));
  await em.flush();
});

/** Reviews written a minute apart, the first the oldest; answers them as kept. */
async function addReviews(stars: readonly number[], details: Partial<Review> = {}, therapistId = id) {
  const em = therapists.orm.em.fork();
  const reviews = stars.map((given, minute) =>
    Object.assign(addReview(em, therapistId, given), {
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
      ...details,
    }),
  );
  await em.flush();
  return reviews;
}

interface Page {
  totalCount: number;
  nodes: { id: string; stars: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

async function pageOf(args: string, therapistId = id) {
  const { data, errors } = await ask<{ therapist: { reviews: Page } }>(`{
    therapist(by: { id: "${therapistId}" }) {
      reviews(${args}) { totalCount nodes { id stars } pageInfo { hasNextPage hasPreviousPage endCursor } }
    }
  }`);
  return { reviews: data?.therapist?.reviews, errors };
}

describe('Therapist.reviews', () => {
  it.each([
    ['NEWEST', [4, 5, 3, 5, 1]],
    ['HIGHEST', [5, 5, 4, 3, 1]],
    ['LOWEST', [1, 3, 4, 5, 5]],
  ])('are in the order of %s, page by page', async (order, expected) => {
    await addReviews([1, 5, 3, 5, 4]);
    const seen: Page['nodes'] = [];
    let after = '';
    for (const size of [2, 2, 1]) {
      const { reviews } = await pageOf(`order: ${order}, first: 2${after}`);
      expect(reviews?.totalCount).toBe(5);
      expect(reviews?.nodes).toHaveLength(size);
      expect(reviews?.pageInfo).toMatchObject({ hasNextPage: size === 2, hasPreviousPage: after !== '' });
      seen.push(...reviews!.nodes);
      after = `, after: "${reviews?.pageInfo.endCursor}"`;
    }
    expect(seen.map(({ stars }) => stars)).toEqual(expected);
    expect(new Set(seen.map((review) => review.id)).size).toBe(5);
  });

  it('keep apart reviews of the same instant', async () => {
    await addReviews([5, 5, 5], { createdAt: new Date('2026-01-01T00:00:00Z') });
    for (const order of ['NEWEST', 'HIGHEST', 'LOWEST']) {
      const first = await pageOf(`order: ${order}, first: 2`);
      const rest = await pageOf(`order: ${order}, first: 2, after: "${first.reviews?.pageInfo.endCursor}"`);
      const ids = [...first.reviews!.nodes, ...rest.reviews!.nodes].map((review) => review.id);
      expect(new Set(ids).size).toBe(3);
    }
  });

  it('have neither what is withdrawn nor what is hidden', async () => {
    await addReviews([1], { status: 'WITHDRAWN' });
    await addReviews([2], { status: 'HIDDEN', statusReason: 'Spam' });
    await addReviews([5]);
    expect((await pageOf('first: 10')).reviews).toMatchObject({ totalCount: 1, nodes: [{ stars: 5 }] });
  });

  it.each([
    'first: 0',
    'first: 101',
    'after: "nonsense"',
    `after: "${Buffer.from('["NEWEST",5,"x","y"]').toString('base64url')}"`,
  ])('refuse %s', async (args) => {
    const { errors } = await pageOf(args);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('take no cursor of another order', async () => {
    await addReviews([1, 2]);
    const { reviews } = await pageOf('first: 1, order: NEWEST');
    const { errors } = await pageOf(`first: 1, order: HIGHEST, after: "${reviews?.pageInfo.endCursor}"`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('of many therapists are read in one statement', async () => {
    const em = therapists.orm.em.fork();
    const people = Array.from({ length: 15 }, () => addTherapist(em));
    await em.flush();
    for (const person of people) await addReviews([3, 4], {}, person.id);
    statements.length = 0;
    const { data } = await ask<{ people: { reviews: Page }[] }>(
      `query ($refs: [_Any!]!) { people: _entities(representations: $refs) {
        ... on Therapist { reviews(first: 1, order: HIGHEST) { totalCount nodes { stars therapist { id } } } } } }`,
      { variables: { refs: people.map((person) => ({ __typename: 'Therapist', id: person.id })) } },
    );
    expect(data?.people.map(({ reviews }) => reviews)).toEqual(
      people.map((person) => ({ totalCount: 2, nodes: [{ stars: 4, therapist: { id: person.id } }] })),
    );
    expect(statements).toHaveLength(2);
  });
});

const asked = `__typename
  ... on ReviewSuccess { replayed therapist { rating { count average } } review { status statusReason } }
  ... on ReviewStateConflict { status review { status } } ... on Problem { message }`;

async function change(
  operation: string,
  reviewId: string,
  token: string,
  args: { reason?: string; key?: string } = {},
) {
  const { reason, key = newId('Client') } = args;
  const reasonArg = reason === undefined ? '' : `, reason: ${JSON.stringify(reason)}`;
  return ask<Record<string, { __typename: string } & Record<string, unknown>>>(
    `mutation { done: ${operation}(reviewId: "${reviewId}"${reasonArg}, idempotencyKey: "${key}") { ${asked} } }`,
    { token },
  );
}

describe('withdrawReview', () => {
  it('takes the review and its stars away at once, for good', async () => {
    const [review] = await addReviews([1, 5], { authorSubject: 'mia' });
    const { data } = await change('withdrawReview', review!.id, tokens.mia);
    expect(data?.['done']).toEqual({
      __typename: 'ReviewSuccess',
      replayed: false,
      therapist: { rating: { count: 1, average: 5 } },
      review: { status: 'WITHDRAWN', statusReason: null },
    });
    const again = await change('withdrawReview', review!.id, tokens.mia);
    expect(again.data?.['done']).toMatchObject({ __typename: 'ReviewStateConflict', status: 'WITHDRAWN' });
  });

  it("finds nobody else's review, not even for an admin", async () => {
    const [review] = await addReviews([1], { authorSubject: 'mia' });
    for (const token of [tokens.noah, tokens.admin, tokens.owner]) {
      const { errors } = await change('withdrawReview', review!.id, token);
      expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    }
    expect((await pageOf('first: 1')).reviews?.totalCount).toBe(1);
  });
});

describe('hideReview and restoreReview', () => {
  it('take a review out of the rating with a reason, and put it back', async () => {
    const [review] = await addReviews([1, 5], { authorSubject: 'mia' });
    const hidden = await change('hideReview', review!.id, tokens.admin, {
      reason: ' Names another client. ',
    });
    expect(hidden.data?.['done']).toMatchObject({
      therapist: { rating: { count: 1, average: 5 } },
      review: { status: 'HIDDEN', statusReason: 'Names another client.' },
    });
    const restored = await change('restoreReview', review!.id, tokens.admin, { reason: 'A mistake.' });
    expect(restored.data?.['done']).toMatchObject({
      therapist: { rating: { count: 2, average: 3 } },
      review: { status: 'PUBLISHED', statusReason: null },
    });
  });

  it('are written down, by whom and why, where nobody can change it', async () => {
    const [review] = await addReviews([1], { authorSubject: 'mia' });
    await change('hideReview', review!.id, tokens.admin, { reason: 'Spam' });
    await change('withdrawReview', review!.id, tokens.mia);
    const em = therapists.orm.em.fork();
    const rows = await em.execute<object[]>(
      'select event, actor, actor_subject, reason from review_event where review_id = ? order by id',
      [review!.id],
    );
    expect(rows).toEqual([
      { event: 'HIDDEN', actor: 'ADMIN', actor_subject: 'boss', reason: 'Spam' },
      { event: 'WITHDRAWN', actor: 'AUTHOR', actor_subject: 'mia', reason: null },
    ]);
    await expect(em.execute(`update review_event set reason = 'x'`)).rejects.toThrow(/never changed/);
    await expect(em.execute('delete from review_event')).rejects.toThrow(/never changed/);
  });

  it('are for admins, and not about their own service', async () => {
    const [review] = await addReviews([1], { authorSubject: 'mia' });
    for (const operation of ['hideReview', 'restoreReview']) {
      for (const token of [tokens.mia, tokens.owner]) {
        const { errors } = await change(operation, review!.id, token, { reason: 'I say so' });
        expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      }
    }
  });

  it('need a reason', async () => {
    const [review] = await addReviews([1]);
    for (const reason of ['', '  ', 'x'.repeat(501)]) {
      const { errors } = await change('hideReview', review!.id, tokens.admin, { reason });
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'reason' });
    }
  });

  it('cannot follow every state', async () => {
    const [review] = await addReviews([1]);
    const restored = await change('restoreReview', review!.id, tokens.admin, { reason: 'Why not' });
    expect(restored.data?.['done']).toMatchObject({ __typename: 'ReviewStateConflict', status: 'PUBLISHED' });
    await change('hideReview', review!.id, tokens.admin, { reason: 'Spam' });
    const again = await change('hideReview', review!.id, tokens.admin, { reason: 'Spam' });
    expect(again.data?.['done']).toMatchObject({ __typename: 'ReviewStateConflict', status: 'HIDDEN' });
  });

  it('happen once for their key', async () => {
    const [review] = await addReviews([1]);
    await change('hideReview', review!.id, tokens.admin, { reason: 'Spam', key: `k${review!.id}` });
    await change('restoreReview', review!.id, tokens.admin, { reason: 'No' });
    const again = await change('hideReview', review!.id, tokens.admin, {
      reason: 'Spam',
      key: `k${review!.id}`,
    });
    expect(again.data?.['done']).toMatchObject({ replayed: true, review: { status: 'PUBLISHED' } });
  });
});

describe('what admins look into', () => {
  const hidden = async (token: string, args = 'first: 100') =>
    ask<{ hiddenReviews: Page & { nodes: { history: object[] }[] } }>(
      `{ hiddenReviews(${args}) { totalCount nodes { id stars status history { event adminSubject reason at } } pageInfo { endCursor hasNextPage } } }`,
      { token },
    );

  it('is every hidden review, page by page, with its history', async () => {
    const em = therapists.orm.em.fork();
    await em.execute(`update review set status = 'WITHDRAWN' where status = 'HIDDEN'`);
    const [older, newer] = await addReviews([2, 3]);
    for (const review of [newer!, older!])
      await change('hideReview', review.id, tokens.admin, { reason: `Spam ${review.stars}` });
    const first = await hidden(tokens.admin, 'first: 1');
    expect(first.data?.hiddenReviews).toMatchObject({
      totalCount: 2,
      nodes: [{ id: newer!.id, status: 'HIDDEN' }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await hidden(
      tokens.admin,
      `first: 1, after: "${first.data?.hiddenReviews.pageInfo.endCursor}"`,
    );
    expect(rest.data?.hiddenReviews.nodes).toMatchObject([
      {
        id: older!.id,
        history: [
          { event: 'HIDDEN', adminSubject: 'boss', reason: 'Spam 2', at: '2026-08-01T00:00:00.000Z' },
        ],
      },
    ]);
  });

  it('is for nobody else', async () => {
    expect((await hidden(tokens.mia)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await addReviews([5]);
    const { data } = await ask(
      `{ therapist(by: { id: "${id}" }) { reviews { nodes { history { event } } } } }`,
      { token: tokens.mia },
    );
    expect(data).toEqual({ therapist: { reviews: { nodes: [{ history: null }] } } });
  });

  it('never names an author', async () => {
    const [review] = await addReviews([5], { authorSubject: 'mia' });
    await change('withdrawReview', review!.id, tokens.mia);
    const { data } = await ask<{ node: object }>(
      `{ node(id: "${review!.id}") { ... on Review { history { event adminSubject } } } }`,
      { token: tokens.admin },
    );
    expect(data?.node).toEqual({ history: [{ event: 'WITHDRAWN', adminSubject: null }] });
  });
});

describe('a review by its id', () => {
  const paths = `query ($id: ID!) {
    node(id: $id) { id }
    _entities(representations: [{ __typename: "Review", id: $id }]) { ... on Review { stars } }
  }`;
  const found = async (reviewId: string, token?: string) => {
    const { data } = await ask<{ node: object | null; _entities: (object | null)[] }>(paths, {
      variables: { id: reviewId },
      token,
    });
    return [data?.node !== null, data?._entities[0] !== null];
  };

  it('is there for everybody while it is published', async () => {
    const [review] = await addReviews([4]);
    expect(await found(review!.id)).toEqual([true, true]);
  });

  it.each(['HIDDEN', 'WITHDRAWN'] as const)(
    'is there for its author and admins alone when %s',
    async (status) => {
      const [review] = await addReviews([4], { status, statusReason: 'Spam', authorSubject: 'mia' });
      expect(await found(review!.id)).toEqual([false, false]);
      expect(await found(review!.id, tokens.noah)).toEqual([false, false]);
      expect(await found(review!.id, tokens.mia)).toEqual([true, true]);
      expect(await found(review!.id, tokens.admin)).toEqual([true, true]);
    },
  );

  it('goes with its therapist when they are no longer public', async () => {
    const [review] = await addReviews([4], { authorSubject: 'mia' });
    const em = therapists.orm.em.fork();
    await em.execute('update therapist set status = ? where id = ?', [TherapistStatus.SUSPENDED, id]);
    expect(await found(review!.id)).toEqual([false, false]);
    expect(await found(review!.id, tokens.mia)).toEqual([true, true]);
  });
});

describe('me.reviews', () => {
  const myReviews = async (me: string, token: string, args = 'first: 2') =>
    ask<{ _entities: ({ reviews: Page & { nodes: object[] } } | null)[] }>(
      `query ($me: ID!) { _entities(representations: [{ __typename: "Me", id: $me }]) { ... on Me {
        reviews(${args}) { totalCount nodes { stars status statusReason therapist { id } } pageInfo { endCursor } } } } }`,
      { variables: { me }, token },
    );

  it('are all that the viewer has written, page by page', async () => {
    const author = newId('Client');
    const token = await testTokens.issue({ subject: author });
    await addReviews([1, 2, 3], { authorSubject: author });
    await addReviews([4], { authorSubject: author, status: 'HIDDEN', statusReason: 'Spam' });
    const first = await myReviews(author, token);
    expect(first.data?._entities[0]?.reviews).toMatchObject({
      totalCount: 4,
      nodes: [
        { stars: 3, status: 'PUBLISHED', therapist: { id } },
        { stars: 2, status: 'PUBLISHED' },
      ],
    });
    const after = first.data?._entities[0]?.reviews.pageInfo.endCursor;
    const rest = await myReviews(author, token, `first: 2, after: "${after}"`);
    const nodes = rest.data?._entities[0]?.reviews.nodes;
    expect(nodes).toHaveLength(2);
    expect(nodes).toContainEqual({ stars: 4, status: 'HIDDEN', statusReason: 'Spam', therapist: { id } });
  });

  it("are nobody else's to see", async () => {
    await addReviews([1], { authorSubject: 'mia' });
    expect((await myReviews('mia', tokens.noah)).data?._entities).toEqual([null]);
    expect((await myReviews('mia', tokens.admin)).data?._entities).toEqual([null]);
    const { data } = await ask(
      '{ _entities(representations: [{ __typename: "Me", id: "mia" }]) { ... on Me { reviews { totalCount } } } }',
    );
    expect(data).toEqual({ _entities: [null] });
  });
});

it('publishes everything that comments are screened by', async () => {
  const { data } = await ask<{
    reviewGuidelines: {
      version: number;
      rules: { phrases: string[] }[];
      lists: { name: string; words: string[] }[];
    };
  }>(
    '{ reviewGuidelines { version advice notation source sourceUrl rules { aspect reason phrases unless } lists { name words } } }',
  );
  const { rules, lists } = data!.reviewGuidelines;
  const names = new Set(lists.map(({ name }) => name));
  const named = rules.flatMap(({ phrases }) =>
    phrases.flatMap((phrase) => phrase.match(/(?<=<)\w+(?=>)/g) ?? []),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
  expect(lists.find(({ name }) => name === 'condition')?.words).toContain('depression');
});
