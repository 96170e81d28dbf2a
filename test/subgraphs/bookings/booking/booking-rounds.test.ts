import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { completeEnded, expireHolds } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { BookingEvent } from '../../../../subgraphs/bookings/booking/booking-event.entity.ts';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { slotAt } from '../support/client-side.ts';
import { at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(() => world.close());

const statusOf = async (id: string) => (await world.em().findOneOrFail(Booking, id)).status;

const lastEventOf = async (bookingId: string) => {
  const [event] = await world.em().find(BookingEvent, { bookingId }, { orderBy: { id: 'desc' }, limit: 1 });
  return event;
};

it('ends holds that have run out, and no other', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const early = await client.hold(slotAt(therapist.id, at(0, 9)));
  world.time.now = at(0, 0.1);
  const late = await client.hold(slotAt(therapist.id, at(0, 10)));
  const confirmed = await client.book(slotAt(therapist.id, at(0, 11)));
  await expireHolds(world.em(), new Date(early.booking!.heldUntil!));
  const ids = [early, late, confirmed].map(({ booking }) => booking!.id);
  expect(await Promise.all(ids.map(statusOf))).toEqual(['EXPIRED', 'HELD', 'CONFIRMED']);
  expect(await lastEventOf(ids[0]!)).toMatchObject({ type: 'EXPIRED', actor: 'SYSTEM', actorSubject: null });
});

it('completes appointments that have ended, unless they were missed, and counts them', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const slots = [at(0, 9), at(0, 10), at(0, 11)].map((start) => slotAt(therapist.id, start));
  const ids: string[] = [];
  for (const slotId of slots) ids.push((await client.book(slotId)).booking!.id);
  world.time.now = at(0, 9.2);
  await therapist.owner.markNoShow(ids[0]!);
  const end = new Date(at(0, 10).getTime() + 50 * 60_000);
  await completeEnded(world.em(), new Date(end.getTime() - 1));
  expect(await statusOf(ids[1]!)).toBe('CONFIRMED');
  await completeEnded(world.em(), end);
  expect(await Promise.all(ids.map(statusOf))).toEqual(['NO_SHOW', 'COMPLETED', 'CONFIRMED']);
  expect(await lastEventOf(ids[1]!)).toMatchObject({ type: 'COMPLETED', actor: 'SYSTEM', at: end });
  const { data } = await client.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Therapist { sessionCount } } }`,
    { r: [{ __typename: 'Therapist', id: therapist.id }] },
  );
  expect(data).toEqual({ _entities: [{ sessionCount: 1 }] });
});

it('does each change once however many workers run', async () => {
  const therapist = await world.therapist({ hours: [[0, 24]] });
  const people = await Promise.all(Array.from({ length: 10 }, () => world.person()));
  const booked = await Promise.all(people.map((person, i) => person.book(slotAt(therapist.id, at(1, i)))));
  const held = await Promise.all(people.map((person, i) => person.hold(slotAt(therapist.id, at(2, i)))));
  const later = at(1, 12);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      await expireHolds(world.em(), later);
      while ((await completeEnded(world.em(), later)) > 0);
    }),
  );
  await expireHolds(world.em(), later);
  for (const { booking } of [...booked, ...held])
    expect(await world.em().count(BookingEvent, { bookingId: booking!.id })).toBe(2);
});
