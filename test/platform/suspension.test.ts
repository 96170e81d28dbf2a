import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBookingsWorker } from '../../subgraphs/bookings/bookings.worker.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { AppointmentKind } from '../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../subgraphs/therapists/fees/fee.entity.ts';
import { createTestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
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
let worker: Awaited<ReturnType<typeof startBookingsWorker>>;
let therapistId: string;
let bookingId: string;
let admin: string;
const clock = () => at(0, 0);

beforeAll(async () => {
  const urls = await createTestDatabase();
  graph = await openGraph(urls, { shared: { clock } });
  const em = graph.therapists.orm.em.fork();
  ({ id: therapistId } = addTherapist(em, { timeZone: 'Australia/Brisbane' }));
  await em.flush();
  em.create(Fee, { therapistId, kind: AppointmentKind.SESSION, effectiveFrom: '2025-01-01', cents: 15_000 });
  await em.flush();
  const bookings = graph.bookings.orm.em;
  await addPractice(bookings, { profile: { therapistId, version: 0 } });
  const clientId = await addClient(bookings, 'mia');
  bookingId = await addBooking(bookings, { therapistId, clientId, startsAt: at(1, 9) });
  worker = await startBookingsWorker({
    database: { url: urls.bookings },
    therapistsEventsUrl: urls.therapists,
    log: createLog('silent'),
    clock,
  });
  admin = await testTokens.issue({ subject: 'boss', roles: ['admin'] });
});

afterAll(async () => {
  await worker.close();
  await graph.close();
});

async function ask<Data>(query: string, token?: string): Promise<Data> {
  const { data, errors } = await askPlatform<Data>(graph.url, query, { token });
  expect(errors).toBeUndefined();
  return data;
}

const affected =
  '{ bookingsOfSuspendedTherapists(reason: "To tell the clients.") { nodes { id therapist { name } } } }';

it('takes a therapist off the public pages, their times from those to book, and tells admins of their appointments', async () => {
  const query = `{ therapist(by: { id: "${therapistId}" }) { openSlots(kind: SESSION, first: 1) { id price { gap { cents } } } } }`;
  type Open = { therapist: { openSlots: { id: string }[] } | null };
  const { therapist } = await ask<Open>(query);
  const [slot] = therapist!.openSlots;
  const done = await ask<{ suspendTherapist: { __typename: string } }>(
    `mutation { suspendTherapist(therapistId: "${therapistId}", reason: "Lapsed.", idempotencyKey: "s") { __typename } }`,
    admin,
  );
  expect(done.suspendTherapist.__typename).toBe('ProfileSuccess');
  expect(await ask<Open>(query)).toEqual({ therapist: null });
  await eventually(async () => {
    expect(await ask(affected, admin)).toEqual({
      bookingsOfSuspendedTherapists: { nodes: [{ id: bookingId, therapist: { name: 'A Person' } }] },
    });
  });
  expect(await ask(`{ slot(id: "${slot!.id}") { id } }`)).toEqual({ slot: null });
});
