import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { Schedule } from '../../../../subgraphs/bookings/schedule/schedule.entity.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { slotAt } from '../support/client-side.ts';
import { addTherapist, at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(() => world.close());

const minutesLater = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000);

describe('booking', () => {
  it('books an open slot', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const answer = await client.book(slotAt(therapist.id, at(0, 9)));
    expect(answer).toEqual({
      __typename: 'BookingSuccess',
      replayed: false,
      booking: {
        id: expect.stringMatching(/^booking_/),
        status: 'CONFIRMED',
        startsAt: at(0, 9).toISOString(),
        heldUntil: null,
      },
    });
  });

  it('blocks the therapist with the buffers of the time of booking', async () => {
    const therapist = await world.therapist({
      settings: { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 },
    });
    const client = await world.person();
    const { booking } = await client.book(slotAt(therapist.id, at(0, 10)));
    expect(await world.em().findOneOrFail(Booking, booking!.id)).toMatchObject({
      startsAt: at(0, 10),
      endsAt: minutesLater(at(0, 10), 50),
      blockedFrom: minutesLater(at(0, 10), -5),
      blockedUntil: minutesLater(at(0, 10), 60),
    });
    // 09:00 would end at 09:50 and with its buffer at 10:00, after 09:55; 11:00 begins at 10:55, before 11:00.
    for (const hour of [9, 11])
      expect(await (await world.person()).book(slotAt(therapist.id, at(0, hour)))).toMatchObject({
        __typename: 'SlotTaken',
      });
  });

  it('refuses a slot that is taken, with the nearest alternatives', async () => {
    const [therapist, first, second] = [await world.therapist(), await world.person(), await world.person()];
    await first.book(slotAt(therapist.id, at(1, 10)));
    const alternatives = [at(1, 9), at(1, 11), at(0, 11)];
    expect(await second.book(slotAt(therapist.id, at(1, 10)))).toMatchObject({
      __typename: 'SlotTaken',
      message: expect.any(String),
      alternatives: alternatives.map((start) => ({
        id: slotAt(therapist.id, start),
        startsAt: start.toISOString(),
      })),
    });
  });

  it('refuses times out of hours, off the grid and past the horizon as taken, and near ones as too soon', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    for (const start of [at(0, 20), at(0, 9.5), at(61, 9)])
      expect(await client.book(slotAt(therapist.id, start))).toMatchObject({ __typename: 'SlotTaken' });
    world.time.now = at(0, 8);
    expect(await client.book(slotAt(therapist.id, at(0, 9)))).toMatchObject({
      __typename: 'TooSoon',
      earliest: at(0, 10).toISOString(),
    });
  });

  it('refuses a client who has another appointment then', async () => {
    const [one, other, client] = [await world.therapist(), await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(one.id, at(0, 9)));
    expect(await client.book(slotAt(other.id, at(0, 9)))).toMatchObject({
      __typename: 'ClientBusy',
      booking: { id: booking!.id },
    });
  });

  it.each([
    ['slotId', 'slot_nonsense', 'BAD_USER_INPUT'],
    ['slotId', newId('Booking'), 'BAD_USER_INPUT'],
  ])('throws for a %s that is %s', async (field, slotId, code) => {
    const client = await world.person();
    await expect(client.book(slotId)).rejects.toMatchObject({ code, field });
  });

  it('throws for a therapist who is not public or not there, for the therapist themself, and without a token', async () => {
    const client = await world.person();
    const hidden = await world.therapist({ profile: { isPublic: false } });
    for (const id of [hidden.id, newId('Therapist')])
      await expect(client.book(slotAt(id, at(0, 9)))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const both = await world.person(['client', 'therapist']);
    const own = await world.therapist({ profile: { ownerSubject: both.subject } });
    await expect(both.book(slotAt(own.id, at(0, 9)))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(own.owner.book(slotAt(own.id, at(0, 9)))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { errors } = await world.ask(
      `mutation { bookSlot(slotId: "${slotAt(own.id, at(0, 9))}", idempotencyKey: "k") { __typename } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('free consultations', () => {
  it('is one for each client and therapist, and comes back when it is cancelled', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const first = await client.book(slotAt(therapist.id, at(3, 9), 'CONSULTATION'));
    expect(await client.book(slotAt(therapist.id, at(3, 10), 'CONSULTATION'))).toMatchObject({
      __typename: 'ConsultationAlreadyUsed',
      booking: { id: first.booking!.id },
    });
    await client.cancel(first.booking!.id);
    expect(await client.book(slotAt(therapist.id, at(3, 10), 'CONSULTATION'))).toMatchObject({
      __typename: 'BookingSuccess',
    });
  });

  it('are at most three to come, and a place is free again when one is cancelled', async () => {
    const client = await world.person();
    const ids: string[] = [];
    for (const hour of [9, 10, 11]) {
      const therapist = await world.therapist();
      const { booking } = await client.book(slotAt(therapist.id, at(3, hour), 'CONSULTATION'));
      ids.push(booking!.id);
    }
    const fourth = await world.therapist();
    expect(await client.book(slotAt(fourth.id, at(4, 9), 'CONSULTATION'))).toMatchObject({
      __typename: 'TooManyConsultations',
      limit: 3,
      upcoming: ids.map((id) => ({ id })),
    });
    expect(await client.book(slotAt(fourth.id, at(4, 9)))).toMatchObject({ __typename: 'BookingSuccess' });
    await client.cancel(ids[1]!);
    expect(await client.book(slotAt(fourth.id, at(4, 10), 'CONSULTATION'))).toMatchObject({
      __typename: 'BookingSuccess',
    });
  });

  it('give their places back when they are over, before any worker says so', async () => {
    const client = await world.person();
    const therapists = [];
    for (let i = 0; i < 4; i++) therapists.push(await world.therapist());
    for (const [i, { id }] of therapists.slice(0, 3).entries())
      await client.book(slotAt(id, at(1, 9 + i), 'CONSULTATION'));
    const fourth = slotAt(therapists[3]!.id, at(3, 9), 'CONSULTATION');
    world.time.now = new Date(at(1, 9).getTime() + 15 * 60_000 - 1);
    expect(await client.book(fourth)).toMatchObject({ __typename: 'TooManyConsultations' });
    world.time.now = new Date(at(1, 9).getTime() + 15 * 60_000);
    expect(await client.book(fourth)).toMatchObject({ __typename: 'BookingSuccess' });
  });

  it('are not for a therapist who takes no new clients, whose clients go on with sessions', async () => {
    const [therapist, client, stranger] = [
      await world.therapist(),
      await world.person(),
      await world.person(),
    ];
    await client.book(slotAt(therapist.id, at(3, 9)));
    await world
      .em()
      .execute(`update therapist set accepting_new_clients = false where id = ?`, [therapist.id]);
    for (const kind of ['CONSULTATION', 'SESSION'] as const)
      expect(await stranger.book(slotAt(therapist.id, at(4, 9), kind))).toMatchObject({
        __typename: 'NotAcceptingNewClients',
      });
    expect(await client.book(slotAt(therapist.id, at(4, 9)))).toMatchObject({ __typename: 'BookingSuccess' });
  });
});

describe('holds', () => {
  it('keeps a time for ten minutes, in which it is confirmed', async () => {
    const [therapist, client, other] = [await world.therapist(), await world.person(), await world.person()];
    const { booking } = await client.hold(slotAt(therapist.id, at(0, 9)));
    expect(booking).toMatchObject({
      status: 'HELD',
      heldUntil: minutesLater(mondayMidnight, 10).toISOString(),
    });
    expect(await other.book(slotAt(therapist.id, at(0, 9)))).toMatchObject({ __typename: 'SlotTaken' });
    world.time.now = minutesLater(mondayMidnight, 9.99);
    expect(await client.confirm(booking!.id)).toMatchObject({
      __typename: 'BookingSuccess',
      booking: { id: booking!.id, status: 'CONFIRMED', heldUntil: null },
    });
  });

  it('expires by itself, is told as expired, and stands in nobody’s way', async () => {
    const [therapist, client, other] = [await world.therapist(), await world.person(), await world.person()];
    const slotId = slotAt(therapist.id, at(0, 9));
    const { booking } = await client.hold(slotId);
    world.time.now = minutesLater(mondayMidnight, 10);
    expect((await client.ask(`{ booking(id: "${booking!.id}") { status heldUntil } }`)).data).toEqual({
      booking: { status: 'EXPIRED', heldUntil: null },
    });
    expect(await client.confirm(booking!.id)).toMatchObject({
      __typename: 'HoldExpired',
      slot: { id: slotId, isOpen: true },
    });
    expect(await other.book(slotId)).toMatchObject({ __typename: 'BookingSuccess' });
    expect(await client.confirm(booking!.id)).toMatchObject({ slot: { id: slotId, isOpen: false } });
  });

  it('shows each of several mutations in one document what it has done', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.hold(slotAt(therapist.id, at(3, 9)));
    const done = '{ ... on BookingSuccess { booking { status timeline { type } } } }';
    const { data } = await client.ask(`mutation {
      a: confirmBooking(bookingId: "${booking!.id}", idempotencyKey: "confirm") ${done}
      b: cancelBooking(bookingId: "${booking!.id}", idempotencyKey: "cancel") ${done}
    }`);
    const [held, confirmed, cancelled] = ['HELD', 'CONFIRMED', 'CANCELLED'].map((type) => ({ type }));
    expect(data).toEqual({
      a: { booking: { status: 'CONFIRMED', timeline: [held, confirmed] } },
      b: { booking: { status: 'CANCELLED', timeline: [held, confirmed, cancelled] } },
    });
  });

  it('cannot be confirmed with a therapist who is no longer public', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.hold(slotAt(therapist.id, at(3, 9)));
    await addTherapist(world.em(), {
      profile: { therapistId: therapist.id, version: 2, isPublic: false },
      hours: [],
    });
    await expect(client.confirm(booking!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await client.cancel(booking!.id)).toMatchObject({ booking: { status: 'CANCELLED' } });
  });

  it('ends when the appointment would begin', async () => {
    const therapist = await world.therapist({ settings: { minimumNoticeMinutes: 0 } });
    const client = await world.person();
    world.time.now = minutesLater(at(0, 9), -4);
    const { booking } = await client.hold(slotAt(therapist.id, at(0, 9)));
    expect(booking).toMatchObject({ heldUntil: at(0, 9).toISOString() });
  });

  it('are at most three at a time', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const held = [];
    for (const hour of [9, 10, 11]) held.push(await client.hold(slotAt(therapist.id, at(0, hour))));
    expect(await client.hold(slotAt(therapist.id, at(1, 9)))).toMatchObject({
      __typename: 'TooManyHolds',
      holds: held.map(({ booking }) => ({ id: booking!.id })),
    });
    await client.cancel(held[0]!.booking!.id);
    expect(await client.hold(slotAt(therapist.id, at(1, 9)))).toMatchObject({ __typename: 'BookingSuccess' });
  });
});

describe('cancelling', () => {
  it('is free for the client until the notice begins, and frees the time', async () => {
    const [therapist, client, other] = [await world.therapist(), await world.person(), await world.person()];
    const slotId = slotAt(therapist.id, at(3, 9));
    const { booking } = await client.book(slotId);
    world.time.now = at(2, 9);
    expect(await client.cancel(booking!.id)).toMatchObject({ booking: { status: 'CANCELLED' } });
    expect(await other.book(slotId)).toMatchObject({ __typename: 'BookingSuccess' });
  });

  it('is too late for the client after that, never for the therapist and an admin who say why', async () => {
    const [therapist, client, admin] = [
      await world.therapist(),
      await world.person(),
      await world.person(['admin']),
    ];
    const { booking: one } = await client.book(slotAt(therapist.id, at(3, 9)));
    const { booking: two } = await client.book(slotAt(therapist.id, at(3, 10)));
    world.time.now = minutesLater(at(2, 9), 1);
    expect(await client.cancel(one!.id)).toMatchObject({
      __typename: 'TooLateToCancel',
      cancellableUntil: at(2, 9).toISOString(),
    });
    await expect(therapist.owner.cancel(one!.id, ' ')).rejects.toMatchObject({ field: 'reason' });
    expect(await therapist.owner.cancel(one!.id, 'Ill')).toMatchObject({ booking: { status: 'CANCELLED' } });
    await expect(admin.cancel(two!.id)).rejects.toMatchObject({ field: 'reason' });
    expect(await admin.cancel(two!.id, 'Asked by phone')).toMatchObject({ booking: { status: 'CANCELLED' } });
  });

  it('keeps the notice that held when the appointment was booked', async () => {
    const therapist = await world.therapist({ settings: { cancellationNoticeHours: 2 } });
    const client = await world.person();
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    await world.em().nativeUpdate(Schedule, { therapistId: therapist.id }, { cancellationNoticeHours: 48 });
    world.time.now = at(3, 7);
    expect(await client.cancel(booking!.id)).toMatchObject({ __typename: 'BookingSuccess' });
  });

  it('takes a reason of any text that can be kept', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    await expect(client.cancel(booking!.id, 'a\u0000b')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    expect(await client.cancel(booking!.id, `half \ud83d, it's \\'; --`)).toMatchObject({
      booking: { status: 'CANCELLED' },
    });
    const { data } = await client.ask<{ booking: { timeline: { reason: string | null }[] } }>(
      `{ booking(id: "${booking!.id}") { timeline { reason } } }`,
    );
    expect(data!.booking.timeline.at(-1)).toEqual({ reason: `half \ufffd, it's \\'; --` });
  });

  it('cannot follow what is over', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    await client.cancel(booking!.id);
    expect(await client.cancel(booking!.id)).toMatchObject({
      __typename: 'BookingStateConflict',
      status: 'CANCELLED',
    });
    const { booking: past } = await client.book(slotAt(therapist.id, at(3, 10)));
    world.time.now = at(3, 11);
    expect(await therapist.owner.cancel(past!.id, 'Too late')).toMatchObject({
      __typename: 'BookingStateConflict',
      status: 'COMPLETED',
    });
  });

  it('is not found by strangers, other therapists and the anonymous', async () => {
    const [therapist, client, stranger] = [
      await world.therapist(),
      await world.person(),
      await world.person(['client', 'therapist', 'editor']),
    ];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    const other = await world.therapist();
    for (const person of [stranger, other.owner])
      await expect(person.cancel(booking!.id, 'Mischief')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(stranger.cancel(newId('Booking'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.em().findOneOrFail(Booking, booking!.id)).toMatchObject({
      status: BookingStatus.CONFIRMED,
    });
  });
});

describe('rescheduling', () => {
  it('moves the appointment and frees the old time', async () => {
    const [therapist, client, other] = [await world.therapist(), await world.person(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    const newSlot = slotAt(therapist.id, at(4, 11));
    expect(await client.reschedule(booking!.id, newSlot)).toMatchObject({
      booking: { id: booking!.id, status: 'CONFIRMED', startsAt: at(4, 11).toISOString() },
    });
    expect(await other.book(newSlot)).toMatchObject({ __typename: 'SlotTaken' });
    expect(await other.book(slotAt(therapist.id, at(3, 9)))).toMatchObject({ __typename: 'BookingSuccess' });
  });

  it('may overlap its own old time', async () => {
    const therapist = await world.therapist({ settings: { sessionStepMinutes: 30 } });
    const client = await world.person();
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    expect(await client.reschedule(booking!.id, slotAt(therapist.id, at(3, 9.5)))).toMatchObject({
      booking: { startsAt: at(3, 9.5).toISOString() },
    });
  });

  it('leaves the old time when the new one cannot be had', async () => {
    const [therapist, other, client, rival] = [
      await world.therapist(),
      await world.therapist(),
      await world.person(),
      await world.person(),
    ];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    await rival.book(slotAt(therapist.id, at(3, 10)));
    await client.book(slotAt(other.id, at(3, 11)));
    const attempts = [
      [slotAt(therapist.id, at(3, 10)), 'SlotTaken'],
      [slotAt(therapist.id, at(3, 11)), 'ClientBusy'],
      [slotAt(therapist.id, at(0, 1)), 'TooSoon'],
    ] as const;
    for (const [slotId, type] of attempts)
      expect(await client.reschedule(booking!.id, slotId)).toMatchObject({ __typename: type });
    for (const slotId of [slotAt(other.id, at(4, 9)), slotAt(therapist.id, at(4, 9), 'CONSULTATION')])
      await expect(client.reschedule(booking!.id, slotId)).rejects.toMatchObject({ field: 'slotId' });
    expect(await world.em().findOneOrFail(Booking, booking!.id)).toMatchObject({ startsAt: at(3, 9) });
  });

  it('is too late for the client once the notice begins, not for the therapist', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    world.time.now = minutesLater(at(2, 9), 1);
    const slotId = slotAt(therapist.id, at(5, 9));
    expect(await client.reschedule(booking!.id, slotId)).toMatchObject({
      __typename: 'TooLateToReschedule',
      reschedulableUntil: at(2, 9).toISOString(),
    });
    expect(await therapist.owner.reschedule(booking!.id, slotId, 'Ill')).toMatchObject({
      booking: { startsAt: at(5, 9).toISOString() },
    });
  });
});

describe('no-shows', () => {
  it('are marked by the therapist from the start of the appointment until it is over', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    world.time.now = minutesLater(at(3, 9), -1);
    expect(await therapist.owner.markNoShow(booking!.id)).toMatchObject({
      __typename: 'NotYetStarted',
      notBefore: at(3, 9).toISOString(),
    });
    world.time.now = minutesLater(at(3, 9), 15);
    await expect(client.markNoShow(booking!.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await therapist.owner.markNoShow(booking!.id)).toMatchObject({ booking: { status: 'NO_SHOW' } });
  });

  it('cannot be marked once the appointment has been completed', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    world.time.now = minutesLater(at(3, 9), 50);
    expect(await therapist.owner.markNoShow(booking!.id)).toMatchObject({
      __typename: 'BookingStateConflict',
      status: 'COMPLETED',
    });
  });
});

describe('idempotency keys', () => {
  it('replays the first outcome, success or refusal, and does nothing again', async () => {
    const [therapist, client, other] = [await world.therapist(), await world.person(), await world.person()];
    const slotId = slotAt(therapist.id, at(3, 9));
    const key = randomUUID();
    const first = await client.book(slotId, key);
    expect(await client.book(slotId, key)).toEqual({ ...first, replayed: true });
    const refused = await other.book(slotId, key);
    expect(refused).toMatchObject({ __typename: 'SlotTaken' });
    await client.cancel(first.booking!.id);
    expect(await other.book(slotId, key)).toEqual(refused);
    expect(await other.book(slotId)).toMatchObject({ __typename: 'BookingSuccess' });
  });

  it('refuses the key for another input or another operation', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const key = randomUUID();
    await client.book(slotAt(therapist.id, at(3, 9)), key);
    for (const answer of [
      await client.book(slotAt(therapist.id, at(3, 10)), key),
      await client.hold(slotAt(therapist.id, at(3, 9)), key),
    ])
      expect(answer).toMatchObject({ __typename: 'IdempotencyConflict', message: expect.any(String) });
    expect(await world.em().count(Booking, { therapistId: therapist.id })).toBe(1);
  });

  it('forgets a key after 24 hours', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const key = randomUUID();
    await client.book(slotAt(therapist.id, at(3, 9)), key);
    world.time.now = minutesLater(mondayMidnight, 24 * 60 + 1);
    expect(await client.book(slotAt(therapist.id, at(3, 10)), key)).toMatchObject({
      __typename: 'BookingSuccess',
      replayed: false,
    });
  });

  it('remembers no key of a call that failed', async () => {
    const [therapist, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
    const key = randomUUID();
    await expect(therapist.owner.cancel(booking!.id, '', key)).rejects.toMatchObject({ field: 'reason' });
    expect(await therapist.owner.cancel(booking!.id, 'Ill', key)).toMatchObject({ replayed: false });
  });
});
