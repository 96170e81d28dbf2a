import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { expireHolds } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { BookingEvent } from '../../../../subgraphs/bookings/booking/booking-event.entity.ts';
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

const timelineOf = async (bookingId: string) => {
  const events = await world.em().find(BookingEvent, { bookingId }, { orderBy: { id: 'asc' } });
  return events.map(({ type }) => type);
};

it('either confirms a hold or expires it, never both', async () => {
  for (let round = 0; round < 25; round++) {
    world.time.now = mondayMidnight;
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.hold(slotAt(therapist.id, at(0, 9)));
    const end = new Date(booking!.heldUntil!);
    // The worker's clock is a moment ahead of the server's, as clocks are.
    world.time.now = new Date(end.getTime() - 1);
    const [answer] = await Promise.all([client.confirm(booking!.id), expireHolds(world.em(), end)]);
    const { status } = await world.em().findOneOrFail(Booking, booking!.id);
    const expected = { BookingSuccess: 'CONFIRMED', HoldExpired: 'EXPIRED' }[answer.__typename];
    expect(status).toBe(expected);
    expect(await timelineOf(booking!.id)).toEqual(['HELD', status]);
  }
});

it('puts cancelling and moving in one order or the other', async () => {
  for (let round = 0; round < 25; round++) {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    const [cancelled, moved] = await Promise.all([
      client.cancel(booking!.id),
      client.reschedule(booking!.id, slotAt(therapist.id, at(4, 9))),
    ]);
    expect(cancelled.__typename).toBe('BookingSuccess');
    const wasMoved = moved.__typename === 'BookingSuccess';
    expect(moved.__typename).toBe(wasMoved ? 'BookingSuccess' : 'BookingStateConflict');
    expect(await timelineOf(booking!.id)).toEqual([
      'CONFIRMED',
      ...(wasMoved ? ['RESCHEDULED'] : []),
      'CANCELLED',
    ]);
    const row = await world.em().findOneOrFail(Booking, booking!.id);
    expect(row).toMatchObject({ status: 'CANCELLED', startsAt: wasMoved ? at(4, 9) : at(3, 9) });
  }
});

it('lets two clients who want each other’s time both stay where they are, or one move', async () => {
  const [therapist, one, two] = [await world.therapist(), await world.person(), await world.person()];
  const [nine, ten] = [slotAt(therapist.id, at(3, 9)), slotAt(therapist.id, at(3, 10))];
  const first = await one.book(nine);
  const second = await two.book(ten);
  const answers = await Promise.all([
    one.reschedule(first.booking!.id, ten),
    two.reschedule(second.booking!.id, nine),
  ]);
  expect(answers.map(({ __typename }) => __typename)).toEqual(['SlotTaken', 'SlotTaken']);
});

it('gives a client three consultations of ten asked for at once', async () => {
  const client = await world.person();
  const therapists = await Promise.all(
    Array.from({ length: 10 }, () => world.therapist({ hours: [[0, 24]] })),
  );
  const answers = await Promise.all(
    therapists.map(({ id }, i) => client.book(slotAt(id, at(3, i), 'CONSULTATION'))),
  );
  const types = answers.map(({ __typename }) => __typename).toSorted();
  expect(types).toEqual([
    ...Array.from({ length: 3 }, () => 'BookingSuccess'),
    ...Array.from({ length: 7 }, () => 'TooManyConsultations'),
  ]);
});

it('gives a client one free consultation of five asked for at once with one therapist', async () => {
  const [client, therapist] = [await world.person(), await world.therapist({ hours: [[0, 24]] })];
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map((hour) => client.book(slotAt(therapist.id, at(3, hour), 'CONSULTATION'))),
  );
  const types = answers.map(({ __typename }) => __typename).toSorted();
  expect(types).toEqual(['BookingSuccess', ...Array.from({ length: 4 }, () => 'ConsultationAlreadyUsed')]);
});

it('keeps the daily limit when many book different times of a day at once', async () => {
  const therapist = await world.therapist({ hours: [[0, 24]], settings: { dailyLimit: 4 } });
  const people = await Promise.all(Array.from({ length: 12 }, () => world.person()));
  const answers = await Promise.all(
    people.map((person, i) => person.book(slotAt(therapist.id, at(3, 5 + i)))),
  );
  expect(answers.filter(({ __typename }) => __typename === 'BookingSuccess')).toHaveLength(4);
  expect(answers.filter(({ __typename }) => __typename === 'SlotTaken')).toHaveLength(8);
});

it('has the database refuse what goes past the rules, whatever code writes it', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { booking } = await client.book(slotAt(therapist.id, at(3, 9), 'CONSULTATION'));
  const copy = (changes: string) =>
    world.em().execute(
      `insert into booking (id, kind, status, therapist_id, client_id, starts_at, ends_at, blocked_from, blocked_until,
         consultation_place, created_at, updated_at)
       select 'booking_copy', kind, status, therapist_id, client_id, starts_at, ends_at, blocked_from, blocked_until,
         consultation_place, created_at, updated_at
       from (select * from booking where id = ?) original ${changes}`,
      [booking!.id],
    );
  await expect(copy('')).rejects.toThrow(/therapist_is_free|client_is_free|three_upcoming|one_consultation/);
  const shift = `set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day',
    blocked_from = blocked_from + interval '1 day', blocked_until = blocked_until + interval '1 day'`;
  const other = await world.therapist();
  const { booking: second } = await (await world.person()).book(slotAt(other.id, at(2, 9), 'CONSULTATION'));
  const move = (column: string, value: string) =>
    world.em().execute(`update booking ${shift}, ${column} = ? where id = ?`, [value, second!.id]);
  const { clientId } = await world.em().findOneOrFail(Booking, booking!.id);
  await expect(move('therapist_id', therapist.id)).rejects.toThrow(/therapist_is_free/);
  await expect(move('client_id', clientId)).rejects.toThrow(/client_is_free|three_upcoming/);
  await expect(
    world.em().execute(`update booking set consultation_place = null where id = ?`, [second!.id]),
  ).rejects.toThrow(/upcoming_consultation_has_a_place/);
  await expect(
    world
      .em()
      .execute(`update booking set client_id = ?, consultation_place = 1 where id = ?`, [
        clientId,
        second!.id,
      ]),
  ).rejects.toThrow(/three_upcoming_consultations/);
});
