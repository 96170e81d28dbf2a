import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TimeOff } from '../../../../subgraphs/bookings/schedule/time-off.entity.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { addBooking, addClient, at, mondayMidnight } from '../support/practice.ts';
import { therapistFields } from '../support/therapist-fields.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(() => world.close());

interface Explained {
  reason: string | null;
  explanation: string;
  nextOpenSlot: { startsAt: string } | null;
}

async function whyClosed(therapistId: string, instant: Date, kind = 'SESSION'): Promise<Explained | null> {
  const fields = `whyClosed(at: "${instant.toISOString()}", kind: ${kind}) { reason explanation nextOpenSlot { startsAt } }`;
  return (await therapistFields<{ whyClosed: Explained | null }>(world.ask, therapistId, fields)).whyClosed;
}

it('says that an open time is open', async () => {
  const { id } = await world.therapist();
  expect(await whyClosed(id, at(0, 9))).toEqual({
    reason: null,
    explanation: 'This time is open.',
    nextOpenSlot: { startsAt: at(0, 9).toISOString() },
  });
});

it.each([
  ['PAST', at(-1, 9), at(0, 9)],
  ['OUTSIDE_HOURS', at(0, 13), at(1, 9)],
  ['OUTSIDE_HOURS', at(0, 11.5), at(1, 9)],
  ['BETWEEN_STARTS', at(0, 9.5), at(0, 10)],
  ['BEYOND_HORIZON', at(61, 9), null],
])('gives %s as the reason, and the next open slot', async (reason, instant, next) => {
  const { id } = await world.therapist();
  const closed = await whyClosed(id, instant);
  expect(closed).toMatchObject({ reason, nextOpenSlot: next && { startsAt: next.toISOString() } });
  expect(closed!.explanation).toMatch(/^(This time|Alex Practice|No session).*\.$/);
});

it('tells the notice that is needed', async () => {
  const { id } = await world.therapist();
  world.time.now = at(0, 8);
  expect(await whyClosed(id, at(0, 9))).toEqual({
    reason: 'TOO_SOON',
    explanation: 'This time is too soon: Alex Practice needs to be booked at least 2 hours ahead.',
    nextOpenSlot: { startsAt: at(0, 10).toISOString() },
  });
});

it('tells a booked time, time off, a busy time and a full day in the very same words', async () => {
  const clientId = await addClient(world.em(), 'somebody');
  const booked = await world.therapist();
  await addBooking(world.em(), { therapistId: booked.id, clientId, startsAt: at(0, 9), minutes: 180 });
  const away = await world.therapist();
  const em = world.em();
  const times = { startsAt: at(0, 9), endsAt: at(0, 12) };
  em.create(TimeOff, {
    id: newId('TimeOff'),
    therapistId: away.id,
    ...times,
    note: 'a secret',
    createdAt: at(0, 0),
  });
  await em.flush();
  const full = await world.therapist({ settings: { dailyLimit: 1 } });
  await addBooking(world.em(), { therapistId: full.id, clientId, startsAt: at(0, 15) });
  const answers = await Promise.all([booked, away, full].map(({ id }) => whyClosed(id, at(0, 10))));
  for (const answer of answers) {
    expect(answer).toEqual({
      reason: 'NOT_AVAILABLE',
      explanation: 'This time is not available.',
      nextOpenSlot: { startsAt: at(1, 9).toISOString() },
    });
  }
});

it('says that no new clients are taken, and keeps quiet about therapists who are not public', async () => {
  const { id } = await world.therapist({ profile: { acceptingNewClients: false } });
  expect(await whyClosed(id, at(0, 9), 'CONSULTATION')).toMatchObject({
    reason: 'NOT_ACCEPTING_NEW_CLIENTS',
    nextOpenSlot: null,
  });
  expect(await whyClosed(id, at(0, 9))).toMatchObject({ reason: null });
  const hidden = await world.therapist({ profile: { isPublic: false } });
  expect(await whyClosed(hidden.id, at(0, 9))).toBeNull();
});

it('has an answer for any instant', async () => {
  const { id } = await world.therapist();
  expect(await whyClosed(id, new Date('9999-12-31T23:59:59Z'))).toMatchObject({ reason: 'BEYOND_HORIZON' });
  expect(await whyClosed(id, new Date('1970-01-01T00:00:00Z'))).toMatchObject({ reason: 'PAST' });
});
