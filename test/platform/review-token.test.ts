import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BookingStatus } from '../../subgraphs/bookings/booking/booking-status.ts';
import { newId } from '../../subgraphs/shared/ids.ts';
import { createTestDatabase } from '../support/database.ts';
import { openGraph } from '../support/graph.ts';
import { askPlatform } from '../support/platform.ts';
import { testTokens } from '../support/tokens.ts';
import {
  addBooking,
  addClient,
  addTherapist as addPractice,
  at,
} from '../subgraphs/bookings/support/practice.ts';
import { addTherapist } from '../subgraphs/therapists/people.ts';

let graph: Awaited<ReturnType<typeof openGraph>>;
let therapistId: string;
let bookingId: string;
let mia: string;
let now = at(2, 0);

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  graph = await openGraph(await createTestDatabase(), {
    shared: { clock: () => now },
    bookings: { reviewTokenKey: { ...(await exportJWK(privateKey)), kid: 'one' } },
    therapists: { reviewTokenKeys: { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] } },
  });
  const em = graph.therapists.orm.em.fork();
  ({ id: therapistId } = addTherapist(em));
  await em.flush();
  const bookings = graph.bookings.orm.em;
  await addPractice(bookings, { profile: { therapistId } });
  const clientId = await addClient(bookings, 'mia');
  const status = BookingStatus.COMPLETED;
  bookingId = await addBooking(bookings, { therapistId, clientId, status, startsAt: at(1, 9) });
  mia = await testTokens.issue({ subject: 'mia' });
});

afterAll(() => graph.close());

async function reviewToken(): Promise<string | null> {
  const { data, errors } = await askPlatform<{ booking: { reviewToken: string | null } }>(
    graph.url,
    `{ booking(id: "${bookingId}") { reviewToken } }`,
    { token: mia },
  );
  expect(errors).toBeUndefined();
  return data.booking.reviewToken;
}

async function submit(token: string) {
  const { data, errors } = await askPlatform<{ submitReview: Record<string, unknown> }>(
    graph.url,
    `mutation ($token: String!, $therapistId: ID!, $key: String!) {
      submitReview(token: $token, therapistId: $therapistId, stars: 5, comment: "Always on time."
        dimensions: { listening: 5, punctuality: 5, clarity: 5, comfort: 5 }, idempotencyKey: $key) {
        __typename ... on ReviewSuccess { review { id stars } therapist { rating { average count } } } ... on Problem { message }
      }
    }`,
    { variables: { token, therapistId, key: newId('Client') }, token: mia },
  );
  expect(errors).toBeUndefined();
  return data.submitReview;
}

it('carries the trust from the appointment to the review, in the hands of the client', async () => {
  const token = await reviewToken();
  now = at(90, 0);
  expect(await submit(token!)).toMatchObject({
    __typename: 'ReviewSuccess',
    therapist: { rating: { average: 5, count: 1 } },
  });
  expect(await submit(token!)).toMatchObject({ __typename: 'AlreadyReviewed' });
  const { data } = await askPlatform(
    graph.url,
    '{ me { id reviews { totalCount nodes { stars therapist { id } } } } }',
    { token: mia },
  );
  expect(data['me']).toEqual({
    id: 'mia',
    reviews: { totalCount: 1, nodes: [{ stars: 5, therapist: { id: therapistId } }] },
  });
});

it('ends 90 days after the appointment', async () => {
  now = at(2, 0);
  const token = await reviewToken();
  now = at(91, 10);
  expect(await submit(token!)).toMatchObject({ __typename: 'ReviewTokenExpired' });
});
