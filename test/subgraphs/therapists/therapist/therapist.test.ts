import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violatedConstraint } from '../../../../subgraphs/shared/database.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { Concern, Profession } from '../../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import {
  RegistrationKind,
  TherapistStatus,
} from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { AppointmentKind } from '../../../../subgraphs/shared/vocabulary.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
const ids = {} as Record<'verified' | TherapistStatus, string>;

beforeAll(async () => {
  const database = await createTestDatabase();
  const clock = () => new Date('2026-08-01T00:00:00Z');
  therapists = openTherapists(testSettings(database.therapists, { clock }));
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  const verified = addTherapist(em, {
    slug: 'verified',
    name: 'Vera Fied',
    photoUrl: '/photos/vera.svg',
    bioMarkdown: '**Hello** <script>alert(1)</script>[x](javascript:alert(1))',
    profession: Profession.PSYCHOLOGIST,
    registrationKind: RegistrationKind.AHPRA,
    registrationNumber: 'PSY0001234567',
    registrationAssociation: null,
    practisingSince: 2016,
  });
  ids.verified = verified.id;
  for (const status of ['DRAFT', 'SUBMITTED', 'SUSPENDED'] as const) {
    const hidden = addTherapist(em, {
      slug: status.toLowerCase(),
      status: TherapistStatus[status],
      ownerSubject: `owner-${status}`,
      acceptingNewClients: true,
    });
    ids[status] = hidden.id;
  }
  await em.flush();
  for (const stars of [5, 5, 4, 2]) addReview(em, verified.id, stars);
  const fees = [
    ['2025-01-01', 15_000],
    ['2026-07-01', 18_000],
    ['2027-01-01', 20_000],
  ] as const;
  for (const [effectiveFrom, cents] of fees)
    em.create(Fee, { therapistId: verified.id, kind: AppointmentKind.SESSION, effectiveFrom, cents });
  await em.flush();
});

afterAll(() => therapists.close());

it('answers a profile with everything computed from its rows', async () => {
  const { data, errors } = await ask(/* GraphQL */ `
    {
      therapist(by: { slug: "verified" }) {
        name
        photoUrl
        yearsOfExperience
        joinedAt
        registration {
          kind
          number
          association
        }
        rating {
          average
          count
          distribution {
            stars
            count
          }
        }
        fees {
          kind
          amount {
            cents
            currency
          }
          effectiveFrom
        }
      }
    }
  `);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    therapist: {
      name: 'Vera Fied',
      photoUrl: 'http://rapport.test/photos/vera.svg',
      yearsOfExperience: 10,
      joinedAt: '2025-03-01T00:00:00.000Z',
      registration: { kind: 'AHPRA', number: 'PSY0001234567', association: null },
      rating: {
        average: 4,
        count: 4,
        distribution: [
          { stars: 5, count: 2 },
          { stars: 4, count: 1 },
          { stars: 3, count: 0 },
          { stars: 2, count: 1 },
          { stars: 1, count: 0 },
        ],
      },
      fees: [
        { kind: 'CONSULTATION', amount: { cents: 0, currency: 'AUD' }, effectiveFrom: null },
        { kind: 'SESSION', amount: { cents: 18_000, currency: 'AUD' }, effectiveFrom: '2026-07-01' },
      ],
    },
  });
});

it('drops what is unsafe from the HTML of a bio', async () => {
  const { data } = await ask<{ therapist: { bio: { html: string } } }>(
    '{ therapist(by: { slug: "verified" }) { bio { html } } }',
  );
  expect(data?.therapist.bio.html).toContain('<strong>Hello</strong>');
  expect(data?.therapist.bio.html).not.toMatch(/<script|javascript:/);
});

describe('therapist(by:)', () => {
  it.each(['{}', '{ id: "x", slug: "y" }', '{ id: null }'])('refuses %s', async (by) => {
    const { errors } = await ask(`{ therapist(by: ${by}) { id } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'by' });
  });

  it('refuses an id of another type', async () => {
    const { errors } = await ask(`{ therapist(by: { id: "${newId('Booking')}" }) { id } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'by.id' });
  });

  it('answers null for nobody', async () => {
    expect((await ask(`{ therapist(by: { id: "${newId('Therapist')}" }) { id } }`)).data).toEqual({
      therapist: null,
    });
  });
});

describe.each(['DRAFT', 'SUBMITTED', 'SUSPENDED'] as const)('a therapist who is %s', (status) => {
  const everyPath = /* GraphQL */ `
    query ($id: ID!, $slug: String!) {
      byId: therapist(by: { id: $id }) {
        id
      }
      bySlug: therapist(by: { slug: $slug }) {
        id
      }
      node(id: $id) {
        id
      }
      nodes(ids: [$id]) {
        id
      }
      _entities(representations: [{ __typename: "Therapist", id: $id }]) {
        ... on Therapist {
          id
        }
      }
      recommendedTherapists(first: 20) {
        id
      }
      therapists {
        totalCount
        nodes {
          id
        }
      }
    }
  `;
  const askAs = async (token?: string) =>
    ask(everyPath, { variables: { id: ids[status], slug: status.toLowerCase() }, token });
  const lists = () => ({
    recommendedTherapists: [{ id: ids.verified }],
    therapists: { totalCount: 1, nodes: [{ id: ids.verified }] },
  });
  const hidden = () => ({
    byId: null,
    bySlug: null,
    node: null,
    nodes: [null],
    _entities: [null],
    ...lists(),
  });
  const shown = () => {
    const it = { id: ids[status] };
    return { byId: it, bySlug: it, node: it, nodes: [it], _entities: [it], ...lists() };
  };

  it('is on no path of the public, nor of other therapists', async () => {
    expect((await askAs()).data).toEqual(hidden());
    const other = await testTokens.issue({ subject: 'other', roles: ['therapist', 'editor'] });
    expect((await askAs(other)).data).toEqual(hidden());
  });

  it('is there for themselves and for admins, but in no list', async () => {
    const owner = await testTokens.issue({ subject: `owner-${status}`, roles: ['therapist'] });
    expect((await askAs(owner)).data).toEqual(shown());
    const admin = await testTokens.issue({ subject: 'admin', roles: ['admin'] });
    expect((await askAs(admin)).data).toEqual(shown());
  });
});

describe('the database', () => {
  const refusalOf = async (details: Parameters<typeof addTherapist>[1]) => {
    const em = therapists.orm.em.fork();
    addTherapist(em, details);
    return em.flush().then(
      () => null,
      (error: unknown) => violatedConstraint(error)?.constraint,
    );
  };

  it('keeps the registration rules as well', async () => {
    const psychologist = {
      profession: Profession.PSYCHOLOGIST,
      registrationKind: RegistrationKind.AHPRA,
      registrationAssociation: null,
    };
    expect(await refusalOf({ ...psychologist, registrationNumber: 'MED0001234567' })).toBe(
      'therapist_registration',
    );
    expect(await refusalOf({ profession: Profession.PSYCHIATRIST })).toBe('therapist_registration');
    const none = { registrationKind: null, registrationNumber: null, registrationAssociation: null };
    expect(await refusalOf(none)).toBe('therapist_registration');
    expect(await refusalOf({ ...none, status: TherapistStatus.DRAFT })).toBeNull();
  });

  it('refuses an unsafe photo address', async () => {
    expect(await refusalOf({ photoUrl: 'javascript:alert(1)' })).toMatch(/photo_url/);
    expect(await refusalOf({ photoUrl: '//evil.example/x.png' })).toMatch(/photo_url/);
  });
});

it('reads many profiles with their ratings and concerns in one statement', async () => {
  const statements: string[] = [];
  const database = await createTestDatabase();
  const counted = openTherapists(
    testSettings(database.therapists, {
      database: { url: database.therapists, onStatement: (sql) => statements.push(sql) },
    }),
  );
  try {
    const em = counted.orm.em.fork();
    const people = Array.from({ length: 30 }, () => addTherapist(em, { concerns: [Concern.ANXIETY] }));
    await em.flush();
    statements.length = 0;
    const { data } = await askOf(counted)<{ people: { concerns: string[] }[] }>(
      `query ($refs: [_Any!]!) { people: _entities(representations: $refs) { ... on Therapist { name concerns rating { average } } } }`,
      { variables: { refs: people.map(({ id }) => ({ __typename: 'Therapist', id })) } },
    );
    expect(data?.people.map(({ concerns }) => concerns)).toEqual(people.map(() => ['ANXIETY']));
    expect(statements).toHaveLength(1);
  } finally {
    await counted.close();
  }
});
