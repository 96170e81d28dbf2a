import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { signIn, slotAt } from '../support/client-side.ts';
import { addTherapist, at, mondayMidnight } from '../support/practice.ts';

// Two servers with pools of their own, as behind a balancer.
let servers: Subgraph[];
let asks: Ask[];

beforeAll(async () => {
  const database = await createTestDatabase();
  servers = [1, 2].map(() => openBookings(testSettings(database.bookings, { clock: () => mondayMidnight })));
  asks = servers.map(askOf);
});

afterAll(async () => {
  for (const server of servers) await server.close();
});

const em = () => servers[0]!.orm.em.fork();

const bookingsOf = (therapistId: string) =>
  readRows(em(), sql<{ id: string }>`select id from booking where therapist_id = ${therapistId}`);

it(
  'lets exactly one of 1,000 clients have a slot, and tells all others that it is taken',
  { timeout: 120_000 },
  async () => {
    const therapistId = await addTherapist(em());
    const slotId = slotAt(therapistId, at(0, 9));
    const people = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => signIn(asks[i % 2]!, `crowd-${i}`)),
    );
    const answers = await Promise.all(people.map((person) => person.book(slotId)));
    const winners = answers.filter(({ __typename }) => __typename === 'BookingSuccess');
    expect(winners).toHaveLength(1);
    const losers = answers.filter(({ __typename }) => __typename === 'SlotTaken');
    expect(losers).toHaveLength(999);
    const offered = losers.map(({ alternatives }) => alternatives!.map(({ startsAt }) => startsAt));
    expect(offered).toEqual(
      Array.from({ length: 999 }, () => [at(0, 10), at(0, 11), at(1, 9)].map((start) => start.toISOString())),
    );
    expect(await bookingsOf(therapistId)).toEqual([{ id: winners[0]!.booking!.id }]);
  },
);

it('makes one booking of one key sent 50 times at once, and answers all alike', async () => {
  const therapistId = await addTherapist(em());
  const slotId = slotAt(therapistId, at(0, 9));
  const person = await Promise.all(asks.map((ask) => signIn(ask, 'impatient')));
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => person[i % 2]!.book(slotId, key)));
  const [booking] = await bookingsOf(therapistId);
  expect(await bookingsOf(therapistId)).toHaveLength(1);
  expect(answers.map((answer) => answer.booking)).toEqual(
    Array.from({ length: 50 }, () => ({
      id: booking!.id,
      status: 'CONFIRMED',
      startsAt: at(0, 9).toISOString(),
      heldUntil: null,
    })),
  );
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
});
