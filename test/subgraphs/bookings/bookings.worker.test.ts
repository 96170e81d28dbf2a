import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBookingsWorker, type BookingsWorker } from '../../../subgraphs/bookings/bookings.worker.ts';
import { BookingStatus } from '../../../subgraphs/bookings/booking/booking-status.ts';
import { Booking } from '../../../subgraphs/bookings/booking/booking.entity.ts';
import { DateOverride } from '../../../subgraphs/bookings/schedule/date-override.entity.ts';
import { Therapist } from '../../../subgraphs/bookings/therapist/therapist.entity.ts';
import { WaitlistEntry } from '../../../subgraphs/bookings/waitlist/waitlist-entry.entity.ts';
import { openBookings } from '../../../subgraphs/bookings/bookings.ts';
import { openDatabase } from '../../../subgraphs/shared/database.ts';
import { consumeEvents, EventPublisher } from '../../../subgraphs/shared/events.ts';
import { newId } from '../../../subgraphs/shared/ids.ts';
import { createLog } from '../../../subgraphs/shared/log.ts';
import type { Subgraph } from '../../../subgraphs/shared/subgraph.ts';
import { AppointmentKind } from '../../../subgraphs/shared/vocabulary.ts';
import { therapistsDatabase } from '../../../subgraphs/therapists/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testSettings } from '../../support/subgraph.ts';
import { eventually } from '../../support/eventually.ts';
import { addBooking, addClient, addTherapist, at, mondayMidnight } from './support/practice.ts';

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

it('ends holds, completes appointments and offers what has become free', async () => {
  const { em } = bookings.orm;
  const therapistId = await addTherapist(em);
  const clientId = await addClient(em, 'worked-for');
  const held = { status: BookingStatus.HELD, heldUntil: at(0, -0.1) };
  const ids = [
    await addBooking(em, { therapistId, clientId, startsAt: at(1, 9), ...held }),
    await addBooking(em, { therapistId, clientId, startsAt: at(-1, 9) }),
    await addBooking(em, { therapistId, clientId, startsAt: at(1, 11) }),
  ];
  const statuses = async () => {
    const rows = await em.fork().find(Booking, { id: { $in: ids } });
    return ids.map((id) => rows.find((row) => row.id === id)?.status);
  };
  await eventually(async () => expect(await statuses()).toEqual(['EXPIRED', 'COMPLETED', 'CONFIRMED']));

  const full = await addTherapist(em, { hours: [] });
  const fork = em.fork();
  fork.create(WaitlistEntry, {
    id: newId('WaitlistEntry'),
    clientId,
    therapistId: full,
    kind: AppointmentKind.SESSION,
    windowFrom: at(2, 0),
    windowUntil: at(3, 0),
    status: 'WAITING',
    createdAt: mondayMidnight,
    updatedAt: mondayMidnight,
  });
  fork.create(DateOverride, {
    therapistId: full,
    date: '2026-10-07',
    ranges: [{ startMinute: 600, endMinute: 660 }],
  });
  await fork.flush();
  await eventually(async () =>
    expect(await em.fork().findOne(Booking, { therapistId: full })).toMatchObject({
      status: 'HELD',
      startsAt: at(2, 10),
    }),
  );
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
