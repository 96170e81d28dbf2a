import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordBookingChange } from '../../../../subgraphs/bookings/booking/booking-changes.ts';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { startBookingsWorker, type BookingsWorker } from '../../../../subgraphs/bookings/bookings.worker.ts';
import { folderTransport } from '../../../../subgraphs/bookings/mail/folder-transport.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { createLog } from '../../../../subgraphs/shared/log.ts';
import { AppointmentKind } from '../../../../subgraphs/shared/vocabulary.ts';
import { eventually } from '../../../support/eventually.ts';
import { addClient, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';
import { caughtIn } from './mail.support.ts';

let world: World;
let folder: string;
let worker: BookingsWorker;

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(path.join(tmpdir(), 'rapport-reminders-'));
  worker = await startBookingsWorker({
    database: { url: world.database.bookings },
    therapistsEventsUrl: world.database.bookings,
    mail: { transport: folderTransport(folder), from: { name: 'Rapport', email: 'mail@rapport.test' } },
    clock: () => world.time.now,
    log: createLog('silent'),
  });
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(async () => {
  await worker.close();
  await world.close();
  await rm(folder, { recursive: true });
});

const hour = 3_600_000;
const client = { role: 'CLIENT', subject: 'somebody' } as const;

/** So many milliseconds after the hour before its start, or the day before, is now. */
async function book(startsInMs: number): Promise<string> {
  const { id: therapistId } = await world.therapist();
  const clientId = await addClient(world.em(), newId('Client'));
  const now = world.time.now;
  const startsAt = new Date(now.getTime() + startsInMs);
  const endsAt = new Date(startsAt.getTime() + hour);
  return inTransaction(async (em) => {
    const booking = em.create(
      Booking,
      {
        id: newId('Booking'),
        kind: AppointmentKind.SESSION,
        status: BookingStatus.CONFIRMED,
        therapistId,
        clientId,
        startsAt,
        endsAt,
        blockedFrom: startsAt,
        blockedUntil: endsAt,
        heldUntil: null,
        consultationPlace: null,
        seriesId: null,
        occurrence: null,
        sequence: 0,
        createdAt: now,
        updatedAt: now,
      },
      { persist: false },
    );
    await recordBookingChange(em, { booking, begins: true, event: 'CONFIRMED', actor: client, now });
    return booking.id;
  });
}

function inTransaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
  return world.em().transactional(work);
}

async function move(id: string, toStartInMs: number): Promise<void> {
  await inTransaction(async (em) => {
    const booking = await em.findOneOrFail(Booking, id);
    const startsAt = new Date(world.time.now.getTime() + toStartInMs);
    const endsAt = new Date(startsAt.getTime() + hour);
    const times = { startsAt, endsAt, blockedFrom: startsAt, blockedUntil: endsAt };
    await recordBookingChange(em, {
      booking,
      event: 'RESCHEDULED',
      actor: client,
      now: world.time.now,
      times,
    });
  });
}

async function kindsOf(id: string): Promise<string[]> {
  const mails = (await caughtIn(folder)).filter(({ messageId }) => messageId.includes(id));
  return mails.map(({ messageId }) => messageId.split('.')[1]!).toSorted();
}

/** Waits until every reminder of the appointment that falls due within seconds has been dealt with. */
async function remindersDone(id: string): Promise<void> {
  await eventually(async () => {
    const open = await readRows(
      world.em(),
      sql`select id from bookings_jobs.job
        where state < 'completed' and start_after < now() + interval '1 minute' and data->>'bookingId' = ${id}`,
    );
    expect(open).toEqual([]);
  });
}

describe('a reminder', () => {
  it('comes a day and an hour before, each once, without a calendar file', async () => {
    const [tomorrow, soon] = [await book(24 * hour + 1500), await book(hour + 1500)];
    await Promise.all([remindersDone(tomorrow), remindersDone(soon)]);
    expect(await kindsOf(tomorrow)).toEqual(['CONFIRMED', 'REMINDER_24H']);
    expect(await kindsOf(soon)).toEqual(['CONFIRMED', 'REMINDER_1H']);
    const mail = (await caughtIn(folder)).find(
      ({ messageId }) => messageId.includes(soon) && messageId.includes('REMINDER'),
    );
    expect(mail).toMatchObject({
      subject: expect.stringMatching(
        /^Reminder: session with Alex Practice: Monday 5 October 2026, 1:00 am AEST$/,
      ),
      calendar: null,
    });
  });

  it('does not come for a time the appointment has left, and comes once for one it came back to', async () => {
    const gone = await book(hour + 2000);
    await move(gone, 5 * hour);
    const back = await book(hour + 2000);
    await move(back, 5 * hour);
    await move(back, hour + 2000);
    await Promise.all([remindersDone(gone), remindersDone(back)]);
    expect(await kindsOf(gone)).toEqual(['CONFIRMED', 'RESCHEDULED']);
    expect(await kindsOf(back)).toEqual(['CONFIRMED', 'REMINDER_1H', 'RESCHEDULED', 'RESCHEDULED']);
  });

  it('does not come for an appointment that was cancelled', async () => {
    const id = await book(hour + 2000);
    await inTransaction(async (em) => {
      const booking = await em.findOneOrFail(Booking, id);
      await recordBookingChange(em, { booking, event: 'CANCELLED', actor: client, now: world.time.now });
    });
    await remindersDone(id);
    expect(await kindsOf(id)).toEqual(['CANCELLED', 'CONFIRMED']);
  });
});
