import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { slotAt, type Person } from '../support/client-side.ts';
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

interface SwitchAnswer {
  __typename: string;
  replayed?: boolean;
  booking?: { id: string; status: string };
  cancelled?: { id: string }[];
  kept?: { id: string }[];
}

async function switchTo(person: Person, from: string, slotId: string, key: string = randomUUID()) {
  const { data, errors } = await person.ask<{ switchTherapist: SwitchAnswer }>(
    `mutation { switchTherapist(from: "${from}", slotId: "${slotId}", idempotencyKey: "${key}") {
      __typename ... on TherapistSwitched { replayed booking { id status } cancelled { id } kept { id } }
    } }`,
  );
  if (errors !== undefined) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.switchTherapist;
}

it('cancels what is to come with the one and books the other, keeping what it is too late for', async () => {
  const [from, to, client] = [await world.therapist(), await world.therapist(), await world.person()];
  const ids = [];
  for (const hour of [10, 34, 58]) ids.push((await client.book(slotAt(from.id, at(0, hour)))).booking!.id);
  await client.hold(slotAt(from.id, at(5, 9)));
  const key = randomUUID();
  const slotId = slotAt(to.id, at(1, 10), 'CONSULTATION');
  const answer = await switchTo(client, from.id, slotId, key);
  expect(answer).toMatchObject({
    __typename: 'TherapistSwitched',
    booking: { status: 'CONFIRMED' },
    cancelled: [{ id: ids[1] }, { id: ids[2] }, { id: expect.any(String) }],
    kept: [{ id: ids[0] }],
  });
  expect(await switchTo(client, from.id, slotId, key)).toEqual({ ...answer, replayed: true });
  const statuses = await world.em().find(Booking, { therapistId: from.id }, { orderBy: { startsAt: 'asc' } });
  expect(statuses.map(({ status }) => status)).toEqual(['CONFIRMED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
});

it('changes nothing when the other cannot be had', async () => {
  const [from, to, client, rival] = [
    await world.therapist(),
    await world.therapist(),
    await world.person(),
    await world.person(),
  ];
  const { booking } = await client.book(slotAt(from.id, at(3, 9)));
  const used = await client.book(slotAt(to.id, at(4, 9), 'CONSULTATION'));
  expect(used.__typename).toBe('BookingSuccess');
  await rival.book(slotAt(to.id, at(5, 9)));
  const refusals = [
    [slotAt(to.id, at(5, 9), 'CONSULTATION'), 'SlotTaken'],
    [slotAt(to.id, at(6, 9), 'CONSULTATION'), 'ConsultationAlreadyUsed'],
  ] as const;
  for (const [slotId, type] of refusals)
    expect(await switchTo(client, from.id, slotId)).toEqual({ __typename: type });
  await expect(switchTo(client, from.id, slotAt(from.id, at(7, 9)))).rejects.toMatchObject({
    field: 'slotId',
  });
  expect(await world.em().findOneOrFail(Booking, booking!.id)).toMatchObject({ status: 'CONFIRMED' });
});

it('may take the very time that is given up', async () => {
  const [from, to, client] = [await world.therapist(), await world.therapist(), await world.person()];
  await client.book(slotAt(from.id, at(3, 9)));
  expect(await switchTo(client, from.id, slotAt(to.id, at(3, 9), 'CONSULTATION'))).toMatchObject({
    __typename: 'TherapistSwitched',
  });
});
