import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addTherapist } from '../people.ts';
import { reviewKeys } from './review-keys.ts';

type Keys = Awaited<ReturnType<typeof reviewKeys>>;

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let keys: Keys;
let databaseUrl: string;
let id: string;
let mia: string;
const now = new Date('2026-08-01T00:00:00Z');
const later = new Date('2026-10-01T00:00:00Z');

beforeAll(async () => {
  databaseUrl = (await createTestDatabase()).therapists;
  keys = await reviewKeys();
  therapists = openTherapists({
    ...testSettings(databaseUrl, { clock: () => now }),
    reviewTokenKeys: keys.jwks,
  });
  ask = askOf(therapists);
  mia = await testTokens.issue({ subject: 'mia' });
});

afterAll(() => therapists.close());

beforeEach(async () => {
  const em = therapists.orm.em.fork();
  ({ id } = addTherapist(em));
  await em.flush();
});

interface ReviewData {
  __typename: string;
  message?: string;
  replayed?: boolean;
  review?: Record<string, unknown>;
  therapist?: { rating: { average: number; count: number } } | null;
  findings?: { phrase: string; aspect: string; reason: string }[];
}

const mutation = /* GraphQL */ `
  mutation (
    $token: String!
    $therapistId: ID!
    $stars: Int!
    $dimensions: ReviewDimensionsInput!
    $comment: String
    $key: String!
  ) {
    submitReview(
      token: $token
      therapistId: $therapistId
      stars: $stars
      dimensions: $dimensions
      comment: $comment
      idempotencyKey: $key
    ) {
      __typename
      ... on ReviewSuccess {
        replayed
        therapist {
          rating {
            average
            count
          }
        }
        review {
          id
          stars
          dimensions {
            listening
            punctuality
            clarity
            comfort
          }
          comment
          status
          createdAt
          therapist {
            id
          }
        }
      }
      ... on AlreadyReviewed {
        review {
          stars
          status
        }
      }
      ... on ReviewRefused {
        findings {
          phrase
          aspect
          reason
        }
      }
      ... on Problem {
        message
      }
    }
  }
`;

const dimensions = { listening: 5, punctuality: 3, clarity: 4, comfort: 5 };

async function submit(token: string, details: Record<string, unknown> = {}, as = mia, through = ask) {
  const variables = { token, therapistId: id, stars: 4, dimensions, key: newId('Client'), ...details };
  return through<{ submitReview: ReviewData }>(mutation, { variables, token: as });
}

async function outcomeOf(answer: ReturnType<typeof submit>): Promise<ReviewData> {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data!.submitReview;
}

const tokenFor = (
  therapistId: string,
  details: { bookingId?: string; author?: string; expiresAt?: Date } = {},
) => {
  const { expiresAt = later, author = 'mia', ...rest } = details;
  return keys.token({ therapistId, author, ...rest }, expiresAt);
};

async function reviewsKept(): Promise<number> {
  const rows = await therapists.orm.em
    .fork()
    .execute<{ n: number }[]>('select count(*)::int as n from review where therapist_id = ?', [id]);
  return rows[0]!.n;
}

it('publishes a review and counts it at once', async () => {
  const outcome = await outcomeOf(submit(await tokenFor(id), { comment: 'Always on time,\nand kind. ' }));
  expect(outcome).toEqual({
    __typename: 'ReviewSuccess',
    replayed: false,
    therapist: { rating: { average: 4, count: 1 } },
    review: {
      id: expect.stringMatching(/^review_/),
      stars: 4,
      dimensions,
      comment: 'Always on time,\nand kind. ',
      status: 'PUBLISHED',
      createdAt: '2026-08-01T00:00:00.000Z',
      therapist: { id },
    },
  });
});

it.each([undefined, null, '', ' \n '])('takes a review without a comment (%j)', async (comment) => {
  const outcome = await outcomeOf(submit(await tokenFor(id), { comment }));
  expect(outcome.review?.['comment']).toBeNull();
});

it('answers the same again for its key, and nothing else for it', async () => {
  const token = await tokenFor(id);
  const first = await outcomeOf(submit(token, { key: 'once' }));
  const again = await outcomeOf(submit(token, { key: 'once' }));
  expect(again).toEqual({ ...first, replayed: true });
  expect(await outcomeOf(submit(token, { key: 'once', stars: 5 }))).toMatchObject({
    __typename: 'IdempotencyConflict',
  });
  expect(await reviewsKept()).toBe(1);
});

describe('a token', () => {
  it('counts once', async () => {
    const token = await tokenFor(id);
    await submit(token, { stars: 2 });
    expect(await outcomeOf(submit(token, { stars: 5 }))).toMatchObject({
      __typename: 'AlreadyReviewed',
      review: { stars: 2, status: 'PUBLISHED' },
    });
  });

  it('counts once however it was signed again for the same appointment', async () => {
    const bookingId = newId('Booking');
    await submit(await tokenFor(id, { bookingId }));
    const other = await tokenFor(id, { bookingId, expiresAt: new Date('2026-09-01T00:00:00Z') });
    expect(await outcomeOf(submit(other))).toMatchObject({ __typename: 'AlreadyReviewed' });
  });

  it('counts once when it is used many times at the same moment', async () => {
    const token = await tokenFor(id);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => outcomeOf(submit(token))));
    const names = outcomes.map((outcome) => outcome.__typename).toSorted();
    expect(names).toEqual([...Array.from({ length: 5 }, () => 'AlreadyReviewed'), 'ReviewSuccess']);
    expect(await reviewsKept()).toBe(1);
  });

  it('that has expired is told so', async () => {
    const token = await tokenFor(id, { expiresAt: new Date('2026-07-31T23:59:59Z') });
    expect(await outcomeOf(submit(token))).toMatchObject({ __typename: 'ReviewTokenExpired' });
    expect(await reviewsKept()).toBe(0);
  });

  it('that bookings did not sign is none', async () => {
    const forged = await (await reviewKeys()).token({ therapistId: id, author: 'mia' }, later);
    for (const token of [forged, 'nonsense', '', mia]) {
      expect(await outcomeOf(submit(token))).toMatchObject({ __typename: 'ReviewTokenInvalid' });
    }
    const tampered = (await tokenFor(id)).replace(/\.[^.]+\./, (payload) => {
      const claims = JSON.parse(Buffer.from(payload.slice(1, -1), 'base64url').toString()) as object;
      return `.${Buffer.from(JSON.stringify({ ...claims, jti: newId('Booking') })).toString('base64url')}.`;
    });
    expect(await outcomeOf(submit(tampered))).toMatchObject({ __typename: 'ReviewTokenInvalid' });
    expect(await reviewsKept()).toBe(0);
  });

  it('for another therapist, or of another person, is refused', async () => {
    const other = await tokenFor(newId('Therapist'));
    expect(await outcomeOf(submit(other))).toMatchObject({ __typename: 'ReviewTokenForAnotherTherapist' });
    const theirs = await tokenFor(id, { author: 'noah' });
    expect(await outcomeOf(submit(theirs))).toMatchObject({ __typename: 'ReviewTokenForAnotherPerson' });
    expect(await reviewsKept()).toBe(0);
  });

  it('that names no appointment is none', async () => {
    const token = await tokenFor(id, { bookingId: 'elsewhere' });
    expect(await outcomeOf(submit(token))).toMatchObject({ __typename: 'ReviewTokenInvalid' });
  });
});

describe('a comment with a clinical claim', () => {
  it('is refused with what is wrong with it, and the token still counts', async () => {
    const token = await tokenFor(id);
    const outcome = await outcomeOf(submit(token, { comment: 'On time. Cured my depression!' }));
    expect(outcome.__typename).toBe('ReviewRefused');
    expect(outcome.findings).toEqual([
      { phrase: 'Cured', aspect: 'OUTCOME', reason: "It tells what became of somebody's health or life." },
      {
        phrase: 'depression',
        aspect: 'SYMPTOM',
        reason: 'It names a condition, a symptom or the reason for seeking help.',
      },
    ]);
    expect(await reviewsKept()).toBe(0);
    expect(await outcomeOf(submit(token, { comment: 'On time.' }))).toMatchObject({
      __typename: 'ReviewSuccess',
    });
  });

  it('is refused in the same words again for its key, and kept nowhere', async () => {
    const token = await tokenFor(id);
    const details = { comment: 'Cured my bipolar unicorn', key: 'claim' };
    const first = await outcomeOf(submit(token, details));
    expect(await outcomeOf(submit(token, details))).toEqual(first);
    const rows = await therapists.orm.em
      .fork()
      .execute<{ row: string }[]>('select idempotency::text as row from idempotency');
    expect(rows.filter(({ row }) => /unicorn|bipolar/.test(row))).toEqual([]);
  });
});

describe('malformed input', () => {
  it.each([
    ['stars', { stars: 0 }],
    ['stars', { stars: 6 }],
    ['dimensions.clarity', { dimensions: { ...dimensions, clarity: 9 } }],
    ['comment', { comment: 'x'.repeat(1001) }],
    ['comment', { comment: 'a\u0007b' }],
    ['therapistId', { therapistId: 'somebody' }],
    ['idempotencyKey', { key: '' }],
  ])('is BAD_USER_INPUT at %s', async (field, details) => {
    const { errors } = await submit(await tokenFor(id), details);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('counts characters as people do', async () => {
    const outcome = await outcomeOf(submit(await tokenFor(id), { comment: '😊'.repeat(1000) }));
    expect(outcome.__typename).toBe('ReviewSuccess');
  });
});

it('needs somebody who is signed in', async () => {
  const { errors } = await submit(await tokenFor(id), {}, undefined, (query, options) =>
    ask(query, { ...options, token: undefined }),
  );
  expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
});

it('reviews a therapist who is no longer public, whom the author then does not see', async () => {
  const em = therapists.orm.em.fork();
  const { id: suspended } = addTherapist(em, { status: TherapistStatus.SUSPENDED });
  await em.flush();
  const outcome = await outcomeOf(submit(await tokenFor(suspended), { therapistId: suspended }));
  expect(outcome).toMatchObject({
    __typename: 'ReviewSuccess',
    therapist: null,
    review: { therapist: null },
  });
});

it('knows no therapist who was never there', async () => {
  const nobody = newId('Therapist');
  const { errors } = await submit(await tokenFor(nobody), { therapistId: nobody });
  expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
});

it('takes no reviews where no keys are set', async () => {
  const without = openTherapists(testSettings(databaseUrl));
  try {
    const { errors } = await submit(await tokenFor(id), {}, mia, askOf(without));
    expect(errors?.[0]?.extensions?.['code']).toBe('SERVICE_UNAVAILABLE');
  } finally {
    await without.close();
  }
});

it('shows the author nowhere', async () => {
  const outcome = await outcomeOf(submit(await tokenFor(id)));
  const { data } = await ask<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Review") { fields { name } } }',
  );
  expect(data?.__type.fields.map(({ name }) => name).toSorted()).toEqual(
    [
      'id',
      'stars',
      'dimensions',
      'comment',
      'createdAt',
      'history',
      'status',
      'statusReason',
      'therapist',
    ].toSorted(),
  );
  expect(JSON.stringify(outcome)).not.toContain('mia');
});
