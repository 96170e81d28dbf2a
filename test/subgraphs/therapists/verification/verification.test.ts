import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let admin: string;
let now: Date;

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  therapists = openTherapists(testSettings(url, { clock: () => now }));
  ask = askOf(therapists);
  admin = await testTokens.issue({ subject: 'boss', roles: ['admin'] });
});

afterAll(() => therapists.close());

beforeEach(() => {
  now = new Date('2026-08-01T00:00:00Z');
});

async function add(
  status: TherapistStatus,
  details: Parameters<typeof addTherapist>[1] = {},
): Promise<string> {
  const em = therapists.orm.em.fork();
  const { id } = addTherapist(em, { status, ...details });
  await em.flush();
  return id;
}

interface StatusData {
  __typename: string;
  replayed?: boolean;
  version?: number;
  therapist?: { status: string; history: Record<string, unknown>[] };
}

const mutations = {
  verify: 'verifyTherapist',
  return: 'returnToTherapist',
  suspend: 'suspendTherapist',
  reinstate: 'reinstateTherapist',
} as const;

function judge(
  what: keyof typeof mutations,
  id: string,
  { reason = 'Because', version = 0, key = newId('Client'), token = admin } = {},
) {
  const own = what === 'verify' ? `version: ${version}` : `reason: ${JSON.stringify(reason)}`;
  return ask<{ done: StatusData | null }>(
    `mutation { done: ${mutations[what]}(therapistId: "${id}", ${own}, idempotencyKey: "${key}") { __typename
      ... on ProfileSuccess { replayed therapist { status history { event status actor actorSubject reason at } } }
      ... on ProfileStateConflict { status therapist { status } }
      ${what === 'verify' ? '... on ProfileChanged { version }' : ''} ... on Problem { message } } }`,
    { token },
  );
}

describe.each([
  ['verify', 'SUBMITTED', 'VERIFIED'],
  ['return', 'SUBMITTED', 'DRAFT'],
  ['suspend', 'VERIFIED', 'SUSPENDED'],
  ['suspend', 'SUBMITTED', 'SUSPENDED'],
] as const)('an admin who wants to %s', (what, from, to) => {
  it(`takes ${from} to ${to}, and it is written down`, async () => {
    const id = await add(TherapistStatus[from]);
    const { data, errors } = await judge(what, id, { reason: ' The reason. ' });
    expect(errors).toBeUndefined();
    expect(data?.done?.therapist?.status).toBe(to);
    expect(data?.done?.therapist?.history).toEqual([
      {
        event: { verify: 'VERIFIED', return: 'RETURNED', suspend: 'SUSPENDED' }[what],
        status: to,
        actor: 'ADMIN',
        actorSubject: 'boss',
        reason: what === 'verify' ? null : 'The reason.',
        at: '2026-08-01T00:00:00.000Z',
      },
    ]);
  });
});

it.each([
  ['verify', ['DRAFT', 'VERIFIED', 'SUSPENDED']],
  ['return', ['DRAFT', 'VERIFIED', 'SUSPENDED']],
  ['suspend', ['DRAFT', 'SUSPENDED']],
  ['reinstate', ['DRAFT', 'SUBMITTED', 'VERIFIED']],
] as const)('%s cannot follow %j', async (what, states) => {
  for (const status of states) {
    const id = await add(TherapistStatus[status]);
    const { data } = await judge(what, id);
    expect(data?.done).toMatchObject({ __typename: 'ProfileStateConflict', status, therapist: { status } });
  }
});

it('happens once for its key', async () => {
  const id = await add(TherapistStatus.VERIFIED);
  await judge('suspend', id, { key: 'suspension' });
  await judge('reinstate', id);
  const { data } = await judge('suspend', id, { key: 'suspension' });
  expect(data?.done).toMatchObject({ replayed: true, therapist: { status: 'VERIFIED' } });
});

it('is for admins, and not about themselves', async () => {
  const both = await testTokens.issue({ subject: 'both', roles: ['admin', 'therapist'] });
  const therapist = await testTokens.issue({ subject: 'someone', roles: ['therapist', 'editor', 'client'] });
  const id = await add(TherapistStatus.SUBMITTED, { ownerSubject: 'both' });
  for (const what of Object.keys(mutations) as (keyof typeof mutations)[]) {
    for (const token of [both, therapist])
      expect((await judge(what, id, { token })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await judge(what, newId('Therapist'))).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  }
});

it.each(['return', 'suspend', 'reinstate'] as const)('needs a reason to %s', async (what) => {
  for (const reason of ['', '  ', 'x'.repeat(501)]) {
    const { errors } = await judge(what, newId('Therapist'), { reason });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'reason' });
  }
});

describe('the queue', () => {
  interface Queue {
    totalCount: number;
    nodes: { version: number; submittedAt: string; wasVerified: boolean; therapist: { id: string } }[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  }
  const queue = async (args = 'first: 100', token = admin) => {
    const { data, errors } = await ask<{ therapistsToVerify: Queue | null }>(
      `{ therapistsToVerify(${args}) { totalCount nodes { version submittedAt wasVerified therapist { id } }
        pageInfo { endCursor hasNextPage } } }`,
      { token },
    );
    return { queue: data?.therapistsToVerify, errors };
  };

  /** Hands in a complete draft at that time; answers its id and its owner's token. */
  async function submitted(at: string) {
    now = new Date(at);
    const subject = newId('Client');
    const token = await testTokens.issue({ subject, roles: ['therapist'] });
    const id = await add(TherapistStatus.DRAFT, { ownerSubject: subject, clientGroups: ['ADULTS'] as never });
    await ask(`mutation { submitForVerification(idempotencyKey: "${id}") { __typename } }`, { token });
    return { id, token };
  }

  it('has what waits, the longest waiting first, page by page', async () => {
    const em = therapists.orm.em.fork();
    await em.execute(`update therapist set status = 'VERIFIED' where status = 'SUBMITTED'`);
    const second = await submitted('2026-08-02T00:00:00Z');
    const first = await submitted('2026-08-01T00:00:00Z');
    const third = await submitted('2026-08-03T00:00:00Z');
    const page = await queue('first: 2');
    expect(page.queue).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(page.queue?.nodes.map(({ therapist }) => therapist.id)).toEqual([first.id, second.id]);
    expect(page.queue?.nodes[0]).toMatchObject({
      submittedAt: '2026-08-01T00:00:00.000Z',
      wasVerified: false,
    });
    const rest = await queue(`first: 2, after: "${page.queue?.pageInfo.endCursor}"`);
    expect(rest.queue?.nodes.map(({ therapist }) => therapist.id)).toEqual([third.id]);
  });

  it('is for admins', async () => {
    const therapist = await testTokens.issue({ subject: 'someone', roles: ['therapist'] });
    expect((await queue('first: 1', therapist)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('has the version to verify, so that nothing unseen is verified', async () => {
    const { id, token } = await submitted('2026-08-04T00:00:00Z');
    const seen = (await queue()).queue?.nodes.find(({ therapist }) => therapist.id === id)?.version;
    await ask(
      `mutation { updateTherapistProfile(changes: { name: "Doctor Evil" }, idempotencyKey: "evil") { __typename } }`,
      { token },
    );
    const refused = await judge('verify', id, { version: seen });
    expect(refused.data?.done?.__typename).toBe('ProfileChanged');
    const { data } = await judge('verify', id, { version: refused.data?.done?.version });
    expect(data?.done?.therapist?.status).toBe('VERIFIED');
  });

  it('tells who was verified before', async () => {
    const subject = newId('Client');
    const token = await testTokens.issue({ subject, roles: ['therapist'] });
    const id = await add(TherapistStatus.VERIFIED, { ownerSubject: subject });
    now = new Date('2026-08-05T00:00:00Z');
    await ask(
      `mutation { updateTherapistProfile(changes: { name: "New Name" }, acceptReverification: true, idempotencyKey: "n") { __typename } }`,
      { token },
    );
    expect((await queue()).queue?.nodes.find(({ therapist }) => therapist.id === id)).toMatchObject({
      submittedAt: '2026-08-05T00:00:00.000Z',
      wasVerified: true,
    });
  });
});

describe('reinstating', () => {
  const suspendedFrom = async (status: TherapistStatus) => {
    const subject = newId('Client');
    const id = await add(status, { ownerSubject: subject });
    await judge('suspend', id);
    return { id, token: await testTokens.issue({ subject, roles: ['therapist'] }) };
  };

  it('makes public again who was', async () => {
    const { id } = await suspendedFrom(TherapistStatus.VERIFIED);
    expect((await judge('reinstate', id)).data?.done?.therapist?.status).toBe('VERIFIED');
  });

  it('makes nobody public who had not been verified', async () => {
    const { id } = await suspendedFrom(TherapistStatus.SUBMITTED);
    expect((await judge('reinstate', id)).data?.done?.therapist?.status).toBe('SUBMITTED');
    const seeded = await add(TherapistStatus.SUSPENDED);
    expect((await judge('reinstate', seeded)).data?.done?.therapist?.status).toBe('SUBMITTED');
  });

  it('makes nobody public who claims something else by now', async () => {
    const { id, token } = await suspendedFrom(TherapistStatus.VERIFIED);
    await ask(
      `mutation { updateTherapistProfile(changes: { name: "New Name" }, idempotencyKey: "n") { __typename } }`,
      { token },
    );
    expect((await judge('reinstate', id)).data?.done?.therapist?.status).toBe('SUBMITTED');
  });

  it('counts what was verified after an earlier change', async () => {
    const { id, token } = await suspendedFrom(TherapistStatus.VERIFIED);
    await ask(
      `mutation { updateTherapistProfile(changes: { name: "New Name" }, idempotencyKey: "n") { __typename } }`,
      { token },
    );
    await judge('reinstate', id);
    const version = await ask<{
      therapistsToVerify: { nodes: { version: number; therapist: { id: string } }[] };
    }>('{ therapistsToVerify(first: 100) { nodes { version therapist { id } } } }', { token: admin }).then(
      ({ data }) => data?.therapistsToVerify.nodes.find(({ therapist }) => therapist.id === id)?.version,
    );
    await judge('verify', id, { version });
    await judge('suspend', id);
    expect((await judge('reinstate', id)).data?.done?.therapist?.status).toBe('VERIFIED');
  });
});

describe('a suspended therapist', () => {
  const everyPath = /* GraphQL */ `
    query ($id: ID!, $slug: String!, $old: String!, $review: ID!, $slots: [_Any!]!) {
      byId: therapist(by: { id: $id }) {
        id
      }
      bySlug: therapist(by: { slug: $slug }) {
        id
      }
      byOldSlug: therapist(by: { slug: $old }) {
        id
      }
      node(id: $id) {
        id
      }
      nodes(ids: [$id]) {
        id
      }
      review: node(id: $review) {
        id
      }
      entities: _entities(representations: [{ __typename: "Therapist", id: $id }]) {
        ... on Therapist {
          id
        }
      }
      reviewEntity: _entities(representations: [{ __typename: "Review", id: $review }]) {
        ... on Review {
          id
        }
      }
      slots: _entities(representations: $slots) {
        ... on Slot {
          price {
            fee {
              cents
            }
          }
        }
      }
      articles: _entities(representations: [{ __typename: "Article", id: "article_1", concerns: [ADHD] }]) {
        ... on Article {
          recommendedTherapists(first: 20) {
            id
          }
        }
      }
      topRated: recommendedTherapists(first: 20, order: TOP_RATED) {
        id
      }
      soonest: recommendedTherapists(first: 20, order: AVAILABLE_SOONEST) {
        id
      }
      therapists(filter: { concern: [ADHD] }) {
        totalCount
        nodes {
          id
        }
      }
      search: therapists(filter: { text: "Wilhelmina" }) {
        totalCount
        nodes {
          id
        }
      }
    }
  `;

  it('leaves every public path at once, and comes back to each', async () => {
    const em = therapists.orm.em.fork();
    const concerns = ['ADHD'] as never;
    const suffix = newId('Client').slice(-8);
    const [slug, old] = [`new-${suffix}`, `old-${suffix}`];
    const therapist = addTherapist(em, {
      slug: old,
      name: 'Wilhelmina Quill',
      concerns,
      ownerSubject: suffix,
    });
    await em.flush();
    therapist.slug = slug;
    const { id } = therapist;
    const review = addReview(em, id, 5);
    await em.flush();
    await em.execute(
      `insert into fee (therapist_id, kind, effective_from, cents) values (?, 'SESSION', '2025-01-01', 1234)`,
      [id],
    );
    await em.execute(
      `insert into next_open_slot (therapist_id, kind, starts_at, version) values (?, 'CONSULTATION', '2026-08-02', 1)`,
      [id],
    );
    const slot = {
      __typename: 'Slot',
      id: 'slot_1',
      kind: 'SESSION',
      startsAt: '2026-08-03T00:00:00.000Z',
      endsAt: '2026-08-03T00:50:00.000Z',
      therapist: { __typename: 'Therapist', id },
    };
    const variables = { id, slug, old, review: review.id, slots: [slot] };
    const read = async (token?: string) => {
      const { data, errors } = await ask<Record<string, unknown>>(everyPath, { variables, token });
      expect(errors).toBeUndefined();
      return data!;
    };
    const it = { id };
    const inLists = {
      articles: [{ recommendedTherapists: [it] }],
      therapists: { totalCount: 1, nodes: [it] },
      search: { totalCount: 1, nodes: [it] },
    };
    const shown = {
      byId: it,
      bySlug: it,
      byOldSlug: it,
      node: it,
      nodes: [it],
      review: { id: review.id },
      entities: [it],
      reviewEntity: [{ id: review.id }],
      slots: [{ price: { fee: { cents: 1234 } } }],
    };
    const before = await read();
    expect(before).toMatchObject({ ...shown, ...inLists });
    expect(before['topRated']).toContainEqual(it);
    expect(before['soonest']).toContainEqual(it);

    await judge('suspend', id);
    const emptyLists = {
      articles: [{ recommendedTherapists: [] }],
      therapists: { totalCount: 0, nodes: [] },
      search: { totalCount: 0, nodes: [] },
    };
    const client = await testTokens.issue({ subject: 'a client' });
    for (const token of [undefined, client]) {
      const hidden = await read(token);
      expect(hidden).toMatchObject({
        byId: null,
        bySlug: null,
        byOldSlug: null,
        node: null,
        nodes: [null],
        review: null,
        entities: [null],
        reviewEntity: [null],
        slots: [{ price: null }],
        ...emptyLists,
      });
      expect(JSON.stringify(hidden)).not.toContain(id);
    }
    const owner = await testTokens.issue({ subject: suffix, roles: ['therapist'] });
    expect(await read(owner)).toMatchObject({ byId: it, byOldSlug: it, ...emptyLists });

    await judge('reinstate', id);
    expect(await read()).toMatchObject({ ...shown, ...inLists });
  });

  it('is told why, by no name', async () => {
    const subject = newId('Client');
    const id = await add(TherapistStatus.VERIFIED, { ownerSubject: subject });
    await judge('suspend', id, { reason: 'The registration has lapsed.' });
    const read = async (token?: string) =>
      (
        await ask<{ therapist: unknown }>(
          `{ therapist(by: { id: "${id}" }) { history { event reason actorSubject } } }`,
          { token },
        )
      ).data?.therapist;
    const token = await testTokens.issue({ subject, roles: ['therapist'] });
    expect(await read(token)).toEqual({
      history: [{ event: 'SUSPENDED', reason: 'The registration has lapsed.', actorSubject: null }],
    });
    await judge('reinstate', id);
    expect(await read()).toEqual({ history: null });
    const other = await testTokens.issue({ subject: 'other', roles: ['therapist'] });
    expect(await read(other)).toEqual({ history: null });
  });
});

it('keeps a history that nobody can change', async () => {
  const id = await add(TherapistStatus.VERIFIED);
  await judge('suspend', id);
  const em = therapists.orm.em.fork();
  await expect(em.execute(`update therapist_event set reason = 'x'`)).rejects.toThrow(/never changed/);
  await expect(em.execute('delete from therapist_event')).rejects.toThrow(/never changed/);
});
