import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { completeEnded, expireHolds } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { transitionFor } from '../../../../subgraphs/bookings/booking/booking-transitions.rules.ts';
import type { BookingEventType } from '../../../../subgraphs/bookings/booking/booking-event.entity.ts';
import type { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { refreshNextOpenSlots } from '../../../../subgraphs/bookings/next-open/next-open-slots.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import { at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';
import { commandArbitraries, type Model, type Real } from './commands.ts';

let world: World;
let publisher: EventPublisher;
const seen = new Map<string, number>();

beforeAll(async () => {
  world = await openWorld();
  publisher = new EventPublisher('bookings', world.bookings.orm);
});

afterAll(async () => {
  await publisher.close();
  await world.close();
});

const rows = <Row>(statement: RawBuilder<Row>) => readRows(world.em(), statement);

/** Pairs of active appointments that overlap where they must not. */
async function overlaps(therapistIds: string[]): Promise<unknown[]> {
  return rows(sql<object>`
    select a.id, b.id as other from booking a join booking b on a.id < b.id
    where a.therapist_id = any(${therapistIds}) and b.therapist_id = any(${therapistIds})
      and a.status in ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW') and b.status in ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW')
      and ((a.therapist_id = b.therapist_id and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until)
        or (a.client_id = b.client_id and a.starts_at < b.ends_at and b.starts_at < a.ends_at))`);
}

/** Free consultations beyond what anybody may have. */
async function tooManyConsultations(therapistIds: string[]): Promise<unknown[]> {
  return rows(sql<object>`
    select client_id, therapist_id from booking
    where therapist_id = any(${therapistIds}) and kind = 'CONSULTATION' and status not in ('CANCELLED', 'EXPIRED')
    group by client_id, therapist_id having count(*) > 1
    union all
    select client_id, null from booking
    where therapist_id = any(${therapistIds}) and kind = 'CONSULTATION' and status in ('HELD', 'CONFIRMED')
    group by client_id having count(*) > 3`);
}

/** Appointments whose timeline does not lead, step by step through the transition table, to where they are. */
async function brokenTimelines(therapistIds: string[]): Promise<string[]> {
  const known = await rows(sql<{ id: string; status: BookingStatus; events: BookingEventType[] }>`
    select booking.id, status, json_agg(type order by booking_event.id) as events
    from booking join booking_event on booking_id = booking.id
    where therapist_id = any(${therapistIds}) group by booking.id`);
  return known
    .filter(({ status, events }) => {
      let at: BookingStatus | null = null;
      for (const event of events) at = transitionFor(at, event)?.to ?? null;
      return at !== status;
    })
    .map(({ id }) => id);
}

async function expectCountsToMatch(reals: readonly Real[], therapistIds: string[]): Promise<void> {
  const { data } = await world.ask<{ _entities: { sessionCount: number }[] }>(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Therapist { sessionCount } } }`,
    { variables: { r: therapistIds.map((id) => ({ __typename: 'Therapist', id })) } },
  );
  for (const [index, id] of therapistIds.entries()) {
    const completed = await rows(
      sql`select id from booking where therapist_id = ${id} and status = 'COMPLETED'`,
    );
    expect(data!._entities[index]!.sessionCount).toBe(completed.length);
  }
  for (const { client } of reals) {
    const own = await rows(sql<{ id: string }>`
      select booking.id from booking join client on client.id = client_id where subject = ${client.subject}`);
    const listed = await client.ask<{ me: { bookings: { totalCount: number; nodes: { id: string }[] } } }>(
      `{ me { bookings(first: 100) { totalCount nodes { id } } } }`,
    );
    const page = listed.data!.me.bookings;
    expect(page.totalCount).toBe(own.length);
    expect(page.nodes.map(({ id }) => id).toSorted()).toEqual(
      own
        .map(({ id }) => id)
        .toSorted()
        .slice(0, 100),
    );
  }
}

/** What the feed tells of the next open slot must be what the therapist's page shows. */
async function expectFeedToMatch(therapistIds: string[]): Promise<void> {
  while ((await refreshNextOpenSlots(world.em(), world.time.now, publisher)) > 0);
  const { data } = await world.ask<{ _entities: { nextOpenSlot: { startsAt: string } | null }[] }>(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Therapist { nextOpenSlot(kind: SESSION) { startsAt } } } }`,
    { variables: { r: therapistIds.map((id) => ({ __typename: 'Therapist', id })) } },
  );
  const told = await rows(sql<{ id: string; startsAt: number | null }>`
    select therapist_id as id, (extract(epoch from starts_at) * 1000)::float8 as "startsAt"
    from next_open where kind = 'SESSION' and therapist_id = any(${therapistIds})`);
  for (const [index, id] of therapistIds.entries()) {
    const shown = data!._entities[index]!.nextOpenSlot?.startsAt ?? null;
    const startsAt = told.find((row) => row.id === id)!.startsAt;
    expect(startsAt === null ? null : new Date(startsAt).toISOString()).toBe(shown);
  }
}

it('keeps every promise whatever several clients do at once', { timeout: 240_000 }, async () => {
  const actors = 4;
  const commands = fc.commands(commandArbitraries, { maxCommands: 25, size: 'max' });
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: actors, maxLength: actors }), async (sequences) => {
      world.time.now = mondayMidnight;
      const settings = { sessionStepMinutes: 15, bufferAfterMinutes: 10, cancellationNoticeHours: 4 };
      const therapists = [await world.therapist({ settings }), await world.therapist({ settings })];
      const therapistIds = therapists.map(({ id }) => id);
      const model: Model = { acknowledged: new Set(), cancelled: new Set() };
      const reals: Real[] = [];
      for (let i = 0; i < actors; i++) {
        const client = await world.person();
        reals.push({ world, therapistIds, client, own: [], series: [], waits: [], seen });
      }
      await Promise.all(
        sequences.map((sequence, i) => fc.asyncModelRun(() => ({ model, real: reals[i]! }), sequence)),
      );

      expect(await overlaps(therapistIds)).toEqual([]);
      expect(await tooManyConsultations(therapistIds)).toEqual([]);
      expect(await brokenTimelines(therapistIds)).toEqual([]);
      await expectFeedToMatch(therapistIds);
      const known = await rows(sql<{ id: string; status: string }>`
        select id, status from booking where therapist_id = any(${therapistIds})`);
      const statuses = new Map(known.map(({ id, status }) => [id, status]));
      expect([...model.acknowledged].filter((id) => !statuses.has(id))).toEqual([]);
      expect([...model.cancelled].filter((id) => statuses.get(id) !== 'CANCELLED')).toEqual([]);

      // Time goes on until nothing is left to happen by itself.
      world.time.now = at(400, 0);
      await expireHolds(world.em(), world.time.now);
      while ((await completeEnded(world.em(), world.time.now)) > 0);
      expect(await brokenTimelines(therapistIds)).toEqual([]);
      await expectCountsToMatch(reals, therapistIds);
      expect(
        await rows(sql`
          select id from booking where therapist_id = any(${therapistIds}) and status in ('HELD', 'CONFIRMED')`),
      ).toEqual([]);
    }),
    { numRuns: 12, seed: 20261123, endOnFailure: true },
  );
  // The commands have met success and refusal alike, or they would have shown nothing.
  const met = ['BookingSuccess', 'SlotTaken', 'ClientBusy', 'SeriesBooked', 'TherapistSwitched'];
  expect([...seen.keys()]).toEqual(expect.arrayContaining(met));
});
