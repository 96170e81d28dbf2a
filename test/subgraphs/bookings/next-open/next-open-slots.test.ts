import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import {
  rebuildNextOpenSlots,
  refreshNextOpenSlots,
} from '../../../../subgraphs/bookings/next-open/next-open-slots.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import type { Payload } from '../../../../subgraphs/shared/event-topics.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { testSettings } from '../../../support/subgraph.ts';
import { addBooking, addClient, addTherapist, at, mondayMidnight } from '../support/practice.ts';

type Told = Payload<'bookings.next-open-slot'>;

let bookings: Subgraph;
let publisher: EventPublisher;

beforeAll(async () => {
  const database = await createTestDatabase();
  bookings = openBookings(testSettings(database.bookings));
  publisher = new EventPublisher('bookings', bookings.orm);
});

afterAll(async () => {
  await publisher.close();
  await bookings.close();
});

const refresh = (now: Date, limit?: number) => refreshNextOpenSlots(bookings.orm.em, now, publisher, limit);

const run = (statement: RawBuilder<unknown>) => readRows(bookings.orm.em.fork(), statement);

/** Every event told so far of a therapist, in order. */
async function toldOf(therapistId: string, kind = 'SESSION'): Promise<Told[]> {
  const jobs = await readRows(
    bookings.orm.em.fork(),
    sql<{ data: Told }>`
      select data from bookings_events.job
      where name = 'bookings.next-open-slot.to-therapists'
        and data ->> 'therapistId' = ${therapistId} and data ->> 'kind' = ${kind}
      order by (data ->> 'version')::bigint`,
  );
  return jobs.map(({ data }) => data);
}

async function lastTold(therapistId: string, kind = 'SESSION'): Promise<string | null | undefined> {
  return (await toldOf(therapistId, kind)).at(-1)?.startsAt;
}

it('tells the next open slot of each kind, once', async () => {
  const id = await addTherapist(bookings.orm.em);
  await refresh(mondayMidnight);
  await refresh(mondayMidnight);
  expect(await toldOf(id)).toEqual([
    { therapistId: id, kind: 'SESSION', startsAt: at(0, 9).toISOString(), version: expect.any(Number) },
  ]);
  expect(await lastTold(id, 'CONSULTATION')).toBe(at(0, 9).toISOString());
});

it('goes on to the next slot when the notice has passed, with a rising version', async () => {
  const id = await addTherapist(bookings.orm.em);
  await refresh(at(0, 7));
  expect(await lastTold(id)).toBe(at(0, 9).toISOString());
  await refresh(at(0, 7.01));
  expect(await lastTold(id)).toBe(at(0, 10).toISOString());
  const [first, second] = await toldOf(id);
  expect(second!.version).toBeGreaterThan(first!.version);
});

it('misses no change, whichever statement makes it', async () => {
  const { em } = bookings.orm;
  const id = await addTherapist(em, { settings: {} });
  const clientId = await addClient(em, 'changes');
  await refresh(mondayMidnight);
  const booked = await addBooking(em, { therapistId: id, clientId, startsAt: at(0, 9) });
  const expected: (readonly [RawBuilder<unknown>, Date | null])[] = [
    [sql`select`, at(0, 10)],
    [sql`update booking set status = 'CANCELLED' where id = ${booked}`, at(0, 9)],
    [
      sql`insert into busy_time (therapist_id, starts_at, ends_at) values (${id}, ${at(0, 9)}, ${at(0, 10)})`,
      at(0, 10),
    ],
    [sql`update busy_time set ends_at = ${at(0, 10.5)} where therapist_id = ${id}`, at(0, 11)],
    [sql`delete from busy_time where therapist_id = ${id}`, at(0, 9)],
    [
      sql`insert into time_off (id, therapist_id, starts_at, ends_at, created_at)
        values (${`timeoff_of_${id}`}, ${id}, ${at(0, 0)}, ${at(1, 0)}, ${mondayMidnight})`,
      at(1, 9),
    ],
    [sql`delete from time_off where therapist_id = ${id}`, at(0, 9)],
    [
      sql`insert into date_override (therapist_id, date, ranges) values (${id}, '2026-10-05', '[]')`,
      at(1, 9),
    ],
    [sql`delete from date_override where therapist_id = ${id}`, at(0, 9)],
    [sql`update schedule set minimum_notice_minutes = 2880 where therapist_id = ${id}`, at(2, 9)],
    [sql`delete from schedule where therapist_id = ${id}`, at(0, 9)],
    [sql`update weekly_hours set start_minute = 600 where therapist_id = ${id}`, at(0, 10)],
    [sql`delete from weekly_hours where therapist_id = ${id} and weekday = 1`, at(1, 10)],
    [sql`update therapist set time_zone = 'Australia/Perth' where id = ${id}`, at(1, 12)],
    [sql`update therapist set is_public = false where id = ${id}`, null],
  ];
  for (const [change, startsAt] of expected) {
    await run(change);
    await refresh(mondayMidnight);
    expect(await lastTold(id)).toBe(startsAt?.toISOString() ?? null);
  }
});

it('tells nothing of a change that is rolled back', async () => {
  const { em } = bookings.orm;
  const id = await addTherapist(em);
  await refresh(mondayMidnight);
  const failure = em.fork().transactional(async (tx) => {
    await readRows(tx, sql`delete from weekly_hours where therapist_id = ${id}`);
    throw new Error('changed my mind');
  });
  await expect(failure).rejects.toThrow('changed my mind');
  await refresh(mondayMidnight);
  expect(await toldOf(id)).toHaveLength(1);
});

it('tells everything again when rebuilt', async () => {
  const id = await addTherapist(bookings.orm.em);
  await refresh(mondayMidnight);
  await rebuildNextOpenSlots(bookings.orm.em);
  await refresh(mondayMidnight);
  const told = await toldOf(id);
  expect(told.map(({ startsAt }) => startsAt)).toEqual([at(0, 9).toISOString(), at(0, 9).toISOString()]);
});

it('comes to the truth when changes and several refreshers run at once', async () => {
  const { em } = bookings.orm;
  const ids = await Promise.all(Array.from({ length: 6 }, () => addTherapist(em, { hours: [[9, 17]] })));
  const clients = await Promise.all(ids.map((_, i) => addClient(em, `crowd-${i}`)));
  const changes = { areDone: false };
  const refreshers = Array.from({ length: 3 }, async () => {
    while (!changes.areDone) await refresh(mondayMidnight, 4);
  });
  await Promise.all(
    ids.map(async (therapistId, i) => {
      for (let hour = 9; hour < 14; hour++)
        await addBooking(em, { therapistId, clientId: clients[i]!, startsAt: at(0, hour) });
      const first = await em.fork().findOneOrFail(Booking, { therapistId, startsAt: at(0, 9) });
      if (i % 2 === 0)
        await run(sql`update booking set status = ${BookingStatus.CANCELLED} where id = ${first.id}`);
    }),
  );
  changes.areDone = true;
  await Promise.all(refreshers);
  while ((await refresh(mondayMidnight)) > 0);
  for (const [i, id] of ids.entries())
    expect(await lastTold(id)).toBe(at(0, i % 2 === 0 ? 9 : 14).toISOString());
});
