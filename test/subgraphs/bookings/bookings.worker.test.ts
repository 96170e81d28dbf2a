import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBookingsWorker, type BookingsWorker } from '../../../subgraphs/bookings/bookings.worker.ts';
import { Therapist } from '../../../subgraphs/bookings/therapist/therapist.entity.ts';
import { openBookings } from '../../../subgraphs/bookings/bookings.ts';
import { openDatabase } from '../../../subgraphs/shared/database.ts';
import { consumeEvents, EventPublisher } from '../../../subgraphs/shared/events.ts';
import { newId } from '../../../subgraphs/shared/ids.ts';
import { createLog } from '../../../subgraphs/shared/log.ts';
import type { Subgraph } from '../../../subgraphs/shared/subgraph.ts';
import { therapistsDatabase } from '../../../subgraphs/therapists/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testSettings } from '../../support/subgraph.ts';
import { eventually } from '../../support/eventually.ts';
import { addTherapist, at, mondayMidnight } from './support/practice.ts';

let urls: Awaited<ReturnType<typeof createTestDatabase>>;
let bookings: Subgraph;
let worker: BookingsWorker;
const log = createLog('silent');

beforeAll(async () => {
  urls = await createTestDatabase();
  bookings = openBookings(testSettings(urls.bookings));
  worker = await startBookingsWorker({
    database: { url: urls.bookings },
    therapistsEventsUrl: urls.bookings,
    clock: () => mondayMidnight,
    log,
    everyMs: 50,
  });
});

afterAll(async () => {
  await worker.close();
  await bookings.close();
});

it('hears of therapists, and keeps the newest of what it hears', async () => {
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const publisher = new EventPublisher('therapists', therapists);
  const therapistId = newId('Therapist');
  const profile = {
    therapistId,
    isPublic: true,
    slug: 'robin',
    timeZone: 'Australia/Darwin',
    ownerSubject: null,
    acceptingNewClients: true,
  };
  for (const version of [1, 3, 2]) {
    await publisher.publish(therapists.em.fork(), 'therapists.profile', {
      ...profile,
      version,
      name: `Robin ${version}`,
    });
  }
  const known = () => bookings.orm.em.fork().findOne(Therapist, { id: therapistId });
  await eventually(async () => expect(await known()).toMatchObject({ name: 'Robin 3', version: 3 }));
  await publisher.close();
  await therapists.close();
});

it('tells the therapists subgraph of the next open slot soon after a change', async () => {
  const told: { therapistId: string; startsAt: string | null }[] = [];
  const consumer = await consumeEvents(
    'therapists',
    'bookings',
    urls.therapists,
    { 'bookings.next-open-slot': async (slot) => void told.push(slot) },
    log,
  );
  const therapistId = await addTherapist(bookings.orm.em);
  await eventually(() =>
    expect(told).toContainEqual(expect.objectContaining({ therapistId, startsAt: at(0, 9).toISOString() })),
  );
  await consumer.close();
});
