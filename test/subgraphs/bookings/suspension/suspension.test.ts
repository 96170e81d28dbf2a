import { afterAll, beforeAll, expect, it } from 'vitest';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import { applyTherapistProfile } from '../../../../subgraphs/bookings/therapist/therapist-profile.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addBooking, addClient, addTherapist, at } from '../support/practice.ts';

let bookings: ReturnType<typeof openBookings>;
let ask: Ask;
let admin: string;
let therapistId: string;
let upcoming: string[];
const subject = 'owner';

beforeAll(async () => {
  const url = (await createTestDatabase()).bookings;
  bookings = openBookings(testSettings(url, { clock: () => at(1, 12) }));
  ask = askOf(bookings);
  admin = await testTokens.issue({ subject: 'boss', roles: ['admin'] });
  const { em } = bookings.orm;
  therapistId = await addTherapist(em, { profile: { ownerSubject: subject } });
  const other = await addTherapist(em);
  const clientId = await addClient(em, 'mia');
  await addBooking(em, { therapistId: other, clientId, startsAt: at(2, 9) });
  const { COMPLETED, CANCELLED } = BookingStatus;
  await addBooking(em, { therapistId, clientId, startsAt: at(0, 9), status: COMPLETED });
  await addBooking(em, { therapistId, clientId, startsAt: at(5, 9), status: CANCELLED });
  const later = await addBooking(em, { therapistId, clientId, startsAt: at(4, 9) });
  const sooner = await addBooking(em, { therapistId, clientId, startsAt: at(3, 9) });
  upcoming = [sooner, later];
});

afterAll(() => bookings.close());

interface Page {
  totalCount: number;
  nodes: { id: string; therapist: { id: string } }[];
  pageInfo: { endCursor: string | null };
}

async function affected(args = '', token = admin, reason = 'They are suspended.') {
  const { data, errors } = await ask<{ bookingsOfSuspendedTherapists: Page | null }>(
    `{ bookingsOfSuspendedTherapists(reason: "${reason}"${args}) {
      totalCount nodes { id therapist { id } } pageInfo { endCursor } } }`,
    { token },
  );
  return { page: data?.bookingsOfSuspendedTherapists, errors };
}

const tell = (version: number, isPublic: boolean) =>
  applyTherapistProfile(bookings.orm.em.fork(), {
    therapistId,
    version,
    isPublic,
    slug: 'alex',
    name: 'Alex Practice',
    timeZone: 'Australia/Brisbane',
    ownerSubject: subject,
    acceptingNewClients: true,
  });

it('lists the upcoming appointments of a therapist from the suspension to its end', async () => {
  expect((await affected()).page).toMatchObject({ totalCount: 0, nodes: [] });
  await tell(2, false);
  const first = await affected(', first: 1');
  expect(first.page).toMatchObject({
    totalCount: 2,
    nodes: [{ id: upcoming[0], therapist: { id: therapistId } }],
  });
  const rest = await affected(`, first: 1, after: "${first.page?.pageInfo.endCursor}"`);
  expect(rest.page?.nodes.map(({ id }) => id)).toEqual([upcoming[1]]);
  await tell(3, true);
  expect((await affected()).page).toMatchObject({ totalCount: 0, nodes: [] });
});

it('is for admins who say why, and is written down', async () => {
  const therapist = await testTokens.issue({ subject, roles: ['therapist', 'client', 'editor'] });
  expect((await affected('', therapist)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect((await affected('', admin, '  ')).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  await tell(4, false);
  await affected('', admin, 'To tell the clients.');
  const rows = await bookings.orm.em
    .fork()
    .execute<object[]>(
      `select viewer_subject, reason, subject_id from audit where reason = 'To tell the clients.' order by id`,
    );
  expect(rows).toEqual(
    upcoming.map((id) => ({ viewer_subject: 'boss', reason: 'To tell the clients.', subject_id: id })),
  );
});
