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

interface Report {
  occurrence: number;
  result: string;
  startsAt: string;
  booking: { id: string } | null;
  alternatives: { startsAt: string }[];
}
interface SeriesAnswer {
  __typename: string;
  replayed?: boolean;
  message?: string;
  series?: { id: string; every: string; bookings: { id: string; status: string; occurrence: number }[] };
  occurrences?: Report[];
  cancelled?: { id: string }[];
  kept?: { id: string }[];
}

async function mutate(person: Person, mutation: string): Promise<SeriesAnswer> {
  const { data, errors } = await person.ask<{ answer: SeriesAnswer }>(`mutation { answer: ${mutation} }`);
  if (errors !== undefined) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.answer;
}

const reportFields = 'occurrences { occurrence result startsAt booking { id } alternatives { startsAt } }';
const seriesFields = 'series { id every bookings { id status occurrence } }';

const bookSeries = (person: Person, slotId: string, args: string, key: string = randomUUID()) =>
  mutate(
    person,
    `bookSeries(slotId: "${slotId}", ${args}, idempotencyKey: "${key}") {
      __typename ... on Problem { message } ... on SeriesConflicts { ${reportFields} }
      ... on SeriesBooked { replayed ${seriesFields} ${reportFields} }
    }`,
  );

const cancelSeries = (person: Person, id: string, args: string) =>
  mutate(
    person,
    `cancelSeries(seriesId: "${id}", ${args}, idempotencyKey: "${randomUUID()}") {
      __typename ... on SeriesCancelled { cancelled { id } kept { id } ${seriesFields} }
    }`,
  );

it('books the same local time each week and reports each occurrence', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const answer = await bookSeries(client, slotAt(therapist.id, at(1, 9)), 'every: WEEK, count: 4');
  expect(answer).toMatchObject({ __typename: 'SeriesBooked', replayed: false, series: { every: 'WEEK' } });
  expect(answer.occurrences).toEqual(
    [1, 8, 15, 22].map((day, index) => ({
      occurrence: index + 1,
      result: 'BOOKED',
      startsAt: at(day, 9).toISOString(),
      booking: { id: expect.stringMatching(/^booking_/) },
      alternatives: [],
    })),
  );
  expect(answer.series!.bookings).toEqual(
    answer.occurrences!.map(({ booking, occurrence }) => ({
      id: booking!.id,
      status: 'CONFIRMED',
      occurrence,
    })),
  );
  const { data } = await client.ask(
    `{ booking(id: "${answer.occurrences![2]!.booking!.id}") { occurrence series { id } } }`,
  );
  expect(data).toEqual({ booking: { occurrence: 3, series: { id: answer.series!.id } } });
});

it('books nothing when one cannot be had, unless conflicts are to be skipped', async () => {
  const [therapist, elsewhere, client, rival] = [
    await world.therapist(),
    await world.therapist(),
    await world.person(),
    await world.person(),
  ];
  await rival.book(slotAt(therapist.id, at(8, 9)));
  await client.book(slotAt(elsewhere.id, at(15, 9)));
  const slotId = slotAt(therapist.id, at(1, 9));
  const results = (answer: SeriesAnswer) => answer.occurrences!.map(({ result }) => result);

  const refused = await bookSeries(client, slotId, 'every: WEEK, count: 10');
  expect(refused.__typename).toBe('SeriesConflicts');
  // The horizon of 60 days ends between the ninth and the tenth.
  const open = [
    'OPEN',
    'NOT_OPEN',
    'CLIENT_BUSY',
    ...Array.from({ length: 6 }, () => 'OPEN'),
    'TOO_FAR_AHEAD',
  ];
  expect(results(refused)).toEqual(open);
  expect(refused.occurrences![1]!.alternatives.map(({ startsAt }) => startsAt)).toEqual(
    [at(8, 10), at(8, 11), at(7, 11)].map((start) => start.toISOString()),
  );
  expect(await world.em().count(Booking, { therapistId: therapist.id })).toBe(1);

  const key = randomUUID();
  const args = 'every: WEEK, count: 10, onConflict: SKIP_CONFLICTS';
  const booked = await bookSeries(client, slotId, args, key);
  expect(booked.__typename).toBe('SeriesBooked');
  expect(results(booked)).toEqual(open.map((result) => (result === 'OPEN' ? 'BOOKED' : result)));
  expect(await world.em().count(Booking, { therapistId: therapist.id })).toBe(8);
  expect(await bookSeries(client, slotId, args, key)).toEqual({ ...booked, replayed: true });

  const nothing = await bookSeries(
    await world.person(),
    slotAt(therapist.id, at(8, 9)),
    'every: FORTNIGHT, count: 2, onConflict: SKIP_CONFLICTS',
  );
  expect(nothing.__typename).toBe('SeriesConflicts');
});

it.each([
  ['count: 1', 'SESSION', 'count'],
  ['count: 27', 'SESSION', 'count'],
  ['count: 4', 'CONSULTATION', 'slotId'],
] as const)('refuses %s of a %s', async (count, kind, field) => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const slotId = slotAt(therapist.id, at(1, 9), kind);
  await expect(bookSeries(client, slotId, `every: WEEK, ${count}`)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field,
  });
});

it('cancels from an occurrence on, and keeps what it is too late for', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { series } = await bookSeries(client, slotAt(therapist.id, at(1, 9)), 'every: WEEK, count: 5');
  const ids = series!.bookings.map(({ id }) => ({ id }));
  const late = await cancelSeries(client, series!.id, 'fromOccurrence: 4');
  expect(late).toMatchObject({ __typename: 'SeriesCancelled', cancelled: ids.slice(3), kept: [] });
  world.time.now = at(7, 12);
  const rest = await cancelSeries(client, series!.id, 'reason: "Moving away"');
  expect(rest).toMatchObject({ cancelled: [ids[2]], kept: [ids[1]] });
  expect(await cancelSeries(client, series!.id, 'fromOccurrence: 2')).toEqual({
    __typename: 'TooLateToCancel',
  });
  const { owner } = therapist;
  await expect(cancelSeries(owner, series!.id, 'fromOccurrence: 2')).rejects.toMatchObject({
    field: 'reason',
  });
  expect(await cancelSeries(owner, series!.id, 'reason: "Ill"')).toMatchObject({
    cancelled: [ids[1]],
    kept: [],
  });
});

it('is seen and cancelled by its parties alone', async () => {
  const [therapist, client, stranger, admin] = [
    await world.therapist(),
    await world.person(),
    await world.person(),
    await world.person(['admin']),
  ];
  const { series } = await bookSeries(client, slotAt(therapist.id, at(1, 9)), 'every: WEEK, count: 2');
  const byReference = async (person: Person) => {
    const { data } = await person.ask<{ _entities: ({ bookings: object[] } | null)[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Series { bookings { id } } } }`,
      { r: [{ __typename: 'Series', id: series!.id }] },
    );
    return data!._entities[0]?.bookings.length ?? null;
  };
  expect(await byReference(client)).toBe(2);
  expect(await byReference(therapist.owner)).toBe(2);
  expect(await byReference(stranger)).toBeNull();
  expect(await byReference(admin)).toBeNull();
  await expect(cancelSeries(stranger, series!.id, 'reason: "x"')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
