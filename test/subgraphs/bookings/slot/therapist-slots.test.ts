import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import { BusyTime } from '../../../../subgraphs/bookings/schedule/busy-time.entity.ts';
import { DateOverride } from '../../../../subgraphs/bookings/schedule/date-override.entity.ts';
import { TimeOff } from '../../../../subgraphs/bookings/schedule/time-off.entity.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addBooking, addClient, addTherapist, at, mondayMidnight } from '../support/practice.ts';

let bookings: Subgraph;
let ask: Ask;
let statements: string[] = [];

interface SlotAnswer {
  id: string;
  startsAt: string;
}
interface Entities {
  _entities: { openSlots: SlotAnswer[]; sessionCount: number; nextOpenSlot: SlotAnswer | null }[];
}

beforeAll(async () => {
  const database = await createTestDatabase();
  bookings = openBookings(
    testSettings(database.bookings, {
      clock: () => mondayMidnight,
      database: { url: database.bookings, onStatement: (statement) => statements.push(statement) },
    }),
  );
  ask = askOf(bookings);
});

beforeEach(() => {
  statements = [];
});

afterAll(() => bookings.close());

async function askTherapists(ids: string[], fields: string) {
  const representations = ids.map((id) => ({ __typename: 'Therapist', id }));
  const { data, errors } = await ask<Entities>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Therapist { ${fields} } } }`,
    { variables: { representations } },
  );
  expect(errors).toBeUndefined();
  return data!._entities;
}

async function startsOf(id: string, args: string): Promise<string[]> {
  const [therapist] = await askTherapists([id], `openSlots(${args}) { id startsAt }`);
  return therapist!.openSlots.map(({ startsAt }) => startsAt);
}

const iso = (...instants: Date[]) => instants.map((instant) => instant.toISOString());

it('lists the soonest open slots in hours', async () => {
  const id = await addTherapist(bookings.orm.em);
  expect(await startsOf(id, 'kind: CONSULTATION')).toEqual(iso(at(0, 9), at(0, 9.25), at(0, 9.5)));
  expect(await startsOf(id, 'kind: SESSION, first: 4')).toEqual(
    iso(at(0, 9), at(0, 10), at(0, 11), at(1, 9)),
  );
});

it('lists only slots that start in the window', async () => {
  const id = await addTherapist(bookings.orm.em);
  const [from, until] = iso(at(2, 10), at(3, 10));
  expect(await startsOf(id, `kind: SESSION, first: 50, from: "${from}", until: "${until}"`)).toEqual(
    iso(at(2, 10), at(2, 11), at(3, 9)),
  );
});

it('leaves out what bookings, holds, time off, imported busy times and overrides close', async () => {
  const { em } = bookings.orm;
  const id = await addTherapist(em, { settings: { bufferAfterMinutes: 10 } });
  const clientId = await addClient(em, 'busy-maker');
  const fork = em.fork();
  // Monday: booked 9:00, its buffer reaching to 10:00 exactly; 10:00 held; 11:00 held, but the hold has run out.
  await addBooking(em, { therapistId: id, clientId, startsAt: at(0, 9), blockedUntil: at(0, 10) });
  await addBooking(em, {
    therapistId: id,
    clientId,
    startsAt: at(0, 10),
    status: BookingStatus.HELD,
    heldUntil: at(0, 0.1),
  });
  await addBooking(em, {
    therapistId: id,
    clientId,
    startsAt: at(0, 11),
    status: BookingStatus.HELD,
    heldUntil: at(0, -0.1),
  });
  // Tuesday: all off but the last hour. Wednesday: 10:00 busy elsewhere. Thursday: closed. Friday: other hours.
  fork.create(TimeOff, {
    id: newId('TimeOff'),
    therapistId: id,
    startsAt: at(1, 0),
    endsAt: at(1, 11),
    note: null,
    createdAt: mondayMidnight,
  });
  fork.create(BusyTime, { therapistId: id, startsAt: at(2, 10), endsAt: at(2, 10.5) });
  fork.create(DateOverride, { therapistId: id, date: '2026-10-08', ranges: [] });
  fork.create(DateOverride, {
    therapistId: id,
    date: '2026-10-09',
    ranges: [{ startMinute: 18 * 60, endMinute: 19 * 60 }],
  });
  await fork.flush();
  expect(await startsOf(id, `kind: SESSION, first: 50, until: "${iso(at(5, 0))[0]}"`)).toEqual(
    iso(at(0, 11), at(1, 11), at(2, 9), at(2, 11), at(4, 18)),
  );
});

it('counts what has taken place today towards the daily limit', async () => {
  const { em } = bookings.orm;
  const id = await addTherapist(em, { settings: { dailyLimit: 1 } });
  const clientId = await addClient(em, 'early-bird');
  await addBooking(em, {
    therapistId: id,
    clientId,
    startsAt: at(0, 0),
    status: BookingStatus.COMPLETED,
    minutes: 15,
  });
  expect(await startsOf(id, 'kind: SESSION, first: 1')).toEqual(iso(at(1, 9)));
});

it('offers nothing of a therapist who is not public, nor of one it has not heard of', async () => {
  const hidden = await addTherapist(bookings.orm.em, { profile: { isPublic: false } });
  const fields = 'openSlots(kind: SESSION) { id } nextOpenSlot(kind: SESSION) { id } sessionCount';
  const nothing = { openSlots: [], nextOpenSlot: null, sessionCount: 0 };
  expect(await askTherapists([hidden, newId('Therapist')], fields)).toEqual([nothing, nothing]);
});

it('offers no consultations, only sessions, of a therapist who takes no new clients', async () => {
  const id = await addTherapist(bookings.orm.em, { profile: { acceptingNewClients: false } });
  expect(await startsOf(id, 'kind: CONSULTATION')).toEqual([]);
  expect(await startsOf(id, 'kind: SESSION, first: 1')).toEqual(iso(at(0, 9)));
});

it('counts completed appointments only', async () => {
  const { em } = bookings.orm;
  const id = await addTherapist(em);
  const clientId = await addClient(em, 'regular');
  const statuses = [BookingStatus.COMPLETED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW];
  for (const [day, status] of [...statuses, BookingStatus.CANCELLED, BookingStatus.CONFIRMED].entries())
    await addBooking(em, { therapistId: id, clientId, startsAt: at(-30 + day, 9), status });
  expect(await askTherapists([id], 'sessionCount')).toEqual([{ sessionCount: 2 }]);
});

it('answers any number of therapists, kinds and windows with two statements', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 12; i++) ids.push(await addTherapist(bookings.orm.em));
  statements = [];
  const some = await askTherapists(
    ids,
    `sessionCount openSlots(kind: CONSULTATION) { id startsAt endsAt isOpen local(timeZone: "Australia/Perth") { text } }
     week: openSlots(kind: SESSION, from: "${iso(at(7, 0))[0]}") { id } nextOpenSlot(kind: SESSION) { id }`,
  );
  expect(some).toHaveLength(12);
  expect(some.every(({ openSlots }) => openSlots.length === 3)).toBe(true);
  expect(statements).toHaveLength(2);
});

it.each([
  ['kind: SESSION, first: 0', 'first'],
  ['kind: SESSION, first: 51', 'first'],
  [`kind: SESSION, from: "${iso(at(2, 0))[0]}", until: "${iso(at(1, 0))[0]}"`, 'until'],
])('refuses openSlots(%s)', async (args, field) => {
  const { data, errors } = await ask<Entities>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Therapist { openSlots(${args}) { id } } } }`,
    {
      variables: { representations: [{ __typename: 'Therapist', id: await addTherapist(bookings.orm.em) }] },
    },
  );
  expect(data?._entities[0]?.openSlots).toBeNull();
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
});
