import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { BookingEvent } from '../../../../subgraphs/bookings/booking/booking-event.entity.ts';
import { startProcess } from '../../../support/processes.ts';
import { testTokens } from '../../../support/tokens.ts';
import { slotAt } from '../support/client-side.ts';
import { at } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

it('answers a retry with what was booked when the first server died before it could answer', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const slotId = slotAt(therapist.id, at(1, 9));
  const key = randomUUID();
  const server = startProcess('../test/subgraphs/bookings/support/book-and-die.mjs', {
    DATABASE_URL: world.database.bookings,
    TOKENS: JSON.stringify(testTokens.settings),
    TOKEN: client.token,
    NOW: world.time.now.toISOString(),
    MUTATION: `mutation { bookSlot(slotId: "${slotId}", idempotencyKey: "${key}") { __typename } }`,
  });
  const ended = await server.exited;
  expect({ ...ended, output: server.output() }).toEqual({ code: null, signal: 'SIGKILL', output: '' });

  const retried = await client.book(slotId, key);
  expect(retried).toMatchObject({
    __typename: 'BookingSuccess',
    replayed: true,
    booking: { status: 'CONFIRMED', startsAt: at(1, 9).toISOString() },
  });
  const rows = await world.em().find(Booking, { therapistId: therapist.id });
  expect(rows.map(({ id }) => id)).toEqual([retried.booking!.id]);
  expect(await world.em().count(BookingEvent, { bookingId: retried.booking!.id })).toBe(1);
});
