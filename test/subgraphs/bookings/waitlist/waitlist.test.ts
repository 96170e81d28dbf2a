import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { expireHolds } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { WeeklyHours } from '../../../../subgraphs/bookings/schedule/weekly-hours.entity.ts';
import { offerInRound } from '../../../../subgraphs/bookings/waitlist/waitlist-offers.ts';
import { slotAt, type Person } from '../support/client-side.ts';
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

interface Entry {
  id: string;
  status: string;
  position: number | null;
  offer: { id: string; startsAt: string; heldUntil: string; isOffer: boolean } | null;
}
interface Answer {
  __typename: string;
  entry?: Entry;
  slots?: { startsAt: string }[];
}

const entryFields = 'id status position offer { id startsAt heldUntil isOffer }';

async function send(person: Person, mutation: string): Promise<Answer> {
  const { data, errors } = await person.ask<{ answer: Answer }>(`mutation { answer: ${mutation} }`);
  if (errors !== undefined) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.answer;
}

function join(person: Person, therapistId: string, from = at(1, 0), until = at(2, 0), kind = 'SESSION') {
  const window = `{ from: "${from.toISOString()}", until: "${until.toISOString()}" }`;
  return send(
    person,
    `joinWaitlist(therapistId: "${therapistId}", kind: ${kind}, window: ${window}, idempotencyKey: "${randomUUID()}") {
      __typename ... on WaitlistSuccess { entry { ${entryFields} } } ... on SlotsAreOpen { slots { startsAt } }
      ... on AlreadyWaiting { entry { ${entryFields} } }
    }`,
  );
}

const leave = (person: Person, id: string) =>
  send(
    person,
    `leaveWaitlist(entryId: "${id}", idempotencyKey: "${randomUUID()}") {
      __typename ... on WaitlistSuccess { entry { ${entryFields} } }
    }`,
  );

async function waitsOf(person: Person): Promise<Entry[]> {
  const { data } = await person.ask<{ me: { waitlist: Entry[] } }>(`{ me { waitlist { ${entryFields} } } }`);
  return data!.me.waitlist;
}

/** A therapist with one hour a day, booked on Tuesday, and the person who has it. */
async function fullTuesday() {
  const therapist = await world.therapist({ hours: [[9, 10]] });
  const holder = await world.person();
  const { booking } = await holder.book(slotAt(therapist.id, at(1, 9)));
  return { id: therapist.id, holder, bookingId: booking!.id, slotId: slotAt(therapist.id, at(1, 9)) };
}

async function openTuesdayAfternoon(therapistId: string): Promise<void> {
  const em = world.em();
  const always = { effectiveFrom: null, effectiveUntil: null };
  em.create(WeeklyHours, { therapistId, weekday: 2, startMinute: 15 * 60, endMinute: 16 * 60, ...always });
  await em.flush();
}

it('offers a freed time to who waits longest, for two hours, and to nobody else meanwhile', async () => {
  const { id, holder, bookingId, slotId } = await fullTuesday();
  const [first, second, rival] = [await world.person(), await world.person(), await world.person()];
  expect((await join(first, id)).entry).toMatchObject({ status: 'WAITING', position: 1, offer: null });
  world.time.now = at(0, 0.1);
  expect((await join(second, id)).entry).toMatchObject({ status: 'WAITING', position: 2 });
  await holder.cancel(bookingId);
  const [entry] = await waitsOf(first);
  expect(entry).toMatchObject({
    status: 'OFFERED',
    offer: { startsAt: at(1, 9).toISOString(), heldUntil: at(0, 2.1).toISOString(), isOffer: true },
  });
  expect(await waitsOf(second)).toMatchObject([{ status: 'WAITING', offer: null }]);
  expect(await rival.book(slotId)).toMatchObject({ __typename: 'SlotTaken' });
  expect(await second.book(slotId)).toMatchObject({ __typename: 'SlotTaken' });
  expect(await first.confirm(entry!.offer!.id)).toMatchObject({ booking: { status: 'CONFIRMED' } });
  expect(await waitsOf(first)).toEqual([]);
});

it('passes an offer on when it runs out or is declined, and opens the time when all have had it', async () => {
  const { id, holder, bookingId, slotId } = await fullTuesday();
  const [first, second, rival] = [await world.person(), await world.person(), await world.person()];
  await join(first, id);
  world.time.now = at(0, 0.1);
  await join(second, id);
  await holder.cancel(bookingId);
  world.time.now = at(0, 2.2);
  await expireHolds(world.em(), world.time.now);
  expect(await waitsOf(first)).toMatchObject([{ status: 'WAITING', offer: null }]);
  const [entry] = await waitsOf(second);
  expect(entry).toMatchObject({ status: 'OFFERED', offer: { heldUntil: at(0, 4.2).toISOString() } });
  await second.cancel(entry!.offer!.id);
  expect(await waitsOf(first)).toMatchObject([{ offer: null }]);
  expect(await waitsOf(second)).toMatchObject([{ offer: null }]);
  expect(await rival.book(slotId)).toMatchObject({ __typename: 'BookingSuccess' });
});

it('gives a lapsed offer to the next in line even when somebody asks before any worker', async () => {
  const { id, holder, bookingId, slotId } = await fullTuesday();
  const [first, second, rival] = [await world.person(), await world.person(), await world.person()];
  await join(first, id);
  world.time.now = at(0, 0.1);
  await join(second, id);
  await holder.cancel(bookingId);
  world.time.now = at(0, 3);
  expect(await rival.book(slotId)).toMatchObject({ __typename: 'SlotTaken' });
  expect(await rival.book(slotId)).toMatchObject({ __typename: 'SlotTaken' });
});

it('reaches everybody in a long line', async () => {
  const { id, holder, bookingId } = await fullTuesday();
  const line = [];
  for (let place = 0; place < 23; place++) {
    world.time.now = new Date(mondayMidnight.getTime() + place);
    line.push(await world.person());
    await join(line[place]!, id);
  }
  await holder.cancel(bookingId);
  for (const person of line) {
    const [entry] = await waitsOf(person);
    expect(entry).toMatchObject({ status: 'OFFERED' });
    await person.cancel(entry!.offer!.id);
  }
});

it('passes an offer on when its client books another time instead', async () => {
  const { id, holder, bookingId } = await fullTuesday();
  const [first, second] = [await world.person(), await world.person()];
  await join(first, id);
  world.time.now = at(0, 0.1);
  await join(second, id);
  await holder.cancel(bookingId);
  const [entry] = await waitsOf(first);
  await openTuesdayAfternoon(id);
  expect(await first.book(slotAt(id, at(1, 15)))).toMatchObject({ __typename: 'BookingSuccess' });
  expect(await first.confirm(entry!.offer!.id)).toMatchObject({ __typename: 'HoldExpired' });
  expect(await waitsOf(second)).toMatchObject([
    { status: 'OFFERED', offer: { startsAt: at(1, 9).toISOString() } },
  ]);
});

it('offers nothing of a therapist who is no longer public', async () => {
  const { id, holder, bookingId } = await fullTuesday();
  const first = await world.person();
  await join(first, id);
  await addTherapist(world.em(), { profile: { therapistId: id, version: 2, isPublic: false }, hours: [] });
  await holder.cancel(bookingId);
  expect(await waitsOf(first)).toMatchObject([{ status: 'WAITING', offer: null }]);
});

it('lets a client wait while the only open times overlap an appointment of their own', async () => {
  const [therapist, other] = [await world.therapist({ hours: [[9, 10]] }), await world.therapist()];
  const person = await world.person();
  await person.book(slotAt(other.id, at(1, 9)));
  expect(await join(person, therapist.id)).toMatchObject({ __typename: 'WaitlistSuccess' });
});

it('leaves out who cannot take the time', async () => {
  const { id, holder, bookingId } = await fullTuesday();
  const other = await world.therapist();
  const [first, second] = [await world.person(), await world.person()];
  await join(first, id);
  world.time.now = at(0, 0.1);
  await join(second, id);
  await first.book(slotAt(other.id, at(1, 9)));
  await holder.cancel(bookingId);
  expect(await waitsOf(first)).toMatchObject([{ status: 'WAITING' }]);
  expect(await waitsOf(second)).toMatchObject([{ status: 'OFFERED' }]);
});

it('finds times that become open by new hours', async () => {
  const { id } = await fullTuesday();
  const first = await world.person();
  await join(first, id);
  await offerInRound(world.em(), world.time.now);
  expect(await waitsOf(first)).toMatchObject([{ status: 'WAITING' }]);
  await openTuesdayAfternoon(id);
  await offerInRound(world.em(), world.time.now);
  expect(await waitsOf(first)).toMatchObject([
    { status: 'OFFERED', offer: { startsAt: at(1, 15).toISOString() } },
  ]);
});

it('has nothing to wait for while times are open, and nobody waits twice', async () => {
  const { id } = await fullTuesday();
  const person = await world.person();
  expect(await join(person, id, at(1, 0), at(3, 0))).toEqual({
    __typename: 'SlotsAreOpen',
    slots: [{ startsAt: at(2, 9).toISOString() }],
  });
  const { entry } = await join(person, id);
  expect(await join(person, id, at(1, 0), at(1, 20))).toMatchObject({
    __typename: 'AlreadyWaiting',
    entry: { id: entry!.id },
  });
});

it('lets go of an offer when its client leaves, and offers no more', async () => {
  const { id, holder, bookingId, slotId } = await fullTuesday();
  const [first, rival] = [await world.person(), await world.person()];
  const { entry } = await join(first, id);
  await holder.cancel(bookingId);
  expect(await leave(first, entry!.id)).toMatchObject({
    entry: { status: 'LEFT', position: null, offer: null },
  });
  expect(await rival.book(slotId)).toMatchObject({ __typename: 'BookingSuccess' });
});

it('ends the wait of who books a time in the window, and shows the end of the window', async () => {
  const [a, b] = [await fullTuesday(), await fullTuesday()];
  const person = await world.person();
  const { entry } = await join(person, a.id);
  const { entry: other } = await join(person, b.id);
  await openTuesdayAfternoon(a.id);
  await person.book(slotAt(a.id, at(1, 15)));
  expect(await waitsOf(person)).toMatchObject([{ id: other!.id }]);
  world.time.now = at(2, 0);
  expect(await waitsOf(person)).toEqual([]);
  const { data } = await person.ask<{ _entities: Entry[] }>(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on WaitlistEntry { status } } }`,
    { r: [entry, other].map((wait) => ({ __typename: 'WaitlistEntry', id: wait!.id })) },
  );
  expect(data!._entities).toEqual([{ status: 'BOOKED' }, { status: 'ENDED' }]);
});

it('is seen and left by its client alone', async () => {
  const { id } = await fullTuesday();
  const [person, stranger] = [await world.person(), await world.person(['client', 'admin'])];
  const { entry } = await join(person, id);
  await expect(leave(stranger, entry!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { data } = await stranger.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on WaitlistEntry { id } } }`,
    { r: [{ __typename: 'WaitlistEntry', id: entry!.id }] },
  );
  expect(data).toEqual({ _entities: [null] });
});

it('refuses windows that are over, upside down or endless', async () => {
  const { id } = await fullTuesday();
  const person = await world.person();
  for (const [from, until] of [
    [at(-2, 0), at(-1, 0)],
    [at(2, 0), at(1, 0)],
    [at(1, 0), at(400, 0)],
  ] as const)
    await expect(join(person, id, from, until)).rejects.toMatchObject({ field: 'window.until' });
});
