import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { refreshNextOpenSlots } from '../../../../subgraphs/bookings/next-open/next-open-slots.ts';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { AppointmentKind } from '../../../../subgraphs/shared/vocabulary.ts';
import { slotAt, type Person } from '../support/client-side.ts';
import { addBooking, at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(() => world.close());

/** An appointment that took place `weeksAgo`; the person is a client from the first one on. */
async function attended(person: Person, therapistId: string, weeksAgo = 1): Promise<string> {
  const em = world.em();
  await readRows(
    em,
    sql`
      insert into client (id, subject, name, created_at)
      values (${newId('Client')}, ${person.subject}, ${person.subject}, ${at(-100, 0)}) on conflict do nothing`,
  );
  const [client] = await readRows(
    em,
    sql<{ id: string }>`select id from client where subject = ${person.subject}`,
  );
  return addBooking(em, {
    therapistId,
    clientId: client!.id,
    startsAt: at(-7 * weeksAgo, 9),
    status: BookingStatus.COMPLETED,
  });
}

interface Recorded {
  __typename: string;
  replayed?: boolean;
  status?: string;
  alliance?: Record<string, unknown>;
}

async function mutate(person: Person, field: string): Promise<Recorded> {
  const { data, errors } = await person.ask<{ answer: Recorded }>(
    `mutation { answer: ${field} {
      __typename
      ... on AllianceRecorded { replayed alliance { safe goals tasks note sharing appointmentAt recordedAt } }
      ... on BookingStateConflict { status }
    } }`,
  );
  if (errors) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.answer;
}

const record = (
  person: Person,
  bookingId: string,
  marks: readonly number[],
  more = '',
  key: string = randomUUID(),
) =>
  mutate(
    person,
    `recordAlliance(bookingId: "${bookingId}", safe: ${marks[0]}, goals: ${marks[1]}, tasks: ${marks[2]}, ${more} idempotencyKey: "${key}")`,
  );

const share = (person: Person, bookingId: string, sharing: string) =>
  mutate(
    person,
    `shareAlliance(bookingId: "${bookingId}", sharing: ${sharing}, idempotencyKey: "${randomUUID()}")`,
  );

async function seenBy(person: Person, bookingId: string): Promise<unknown> {
  const { data } = await person.ask<{ booking: { alliance: unknown } | null }>(
    `{ booking(id: "${bookingId}", reason: "a look") { alliance { safe goals tasks note sharing } } }`,
  );
  return data!.booking?.alliance;
}

interface MyAlliance {
  therapist: { id: string };
  trend: string;
  isLow: boolean;
  latest: { safe: number };
  points: { safe: number }[];
  suggestions: {
    kind: string;
    text: string;
    article: { slug: string } | null;
    therapists: { id: string }[] | null;
  }[];
}

async function alliancesOf(person: Person): Promise<MyAlliance[]> {
  const { data, errors } = await person.ask<{ me: { alliances: MyAlliance[] } }>(
    `{ me { alliances {
      therapist { id } trend isLow latest { safe } points(first: 5) { safe }
      suggestions { kind text article { slug } therapists(first: 2) { id } }
    } } }`,
  );
  expect(errors).toBeUndefined();
  return data!.me.alliances;
}

describe('the marks of an appointment', () => {
  it('are kept for its client after it took place', async () => {
    const [{ id }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    expect(await record(client, bookingId, [8, 9, 10], 'note: "  Good talk.  ",')).toEqual({
      __typename: 'AllianceRecorded',
      replayed: false,
      alliance: {
        safe: 8,
        goals: 9,
        tasks: 10,
        note: 'Good talk.',
        sharing: 'NOTHING',
        appointmentAt: at(-7, 9).toISOString(),
        recordedAt: mondayMidnight.toISOString(),
      },
    });
    expect(await seenBy(client, bookingId)).toMatchObject({ safe: 8, note: 'Good talk.' });
  });

  it('are refused before it took place, and when it did not', async () => {
    const [{ id, owner }, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(id, at(0, 9)));
    expect(await record(client, booking!.id, [5, 5, 5])).toEqual({
      __typename: 'BookingStateConflict',
      status: 'CONFIRMED',
    });
    world.time.now = at(0, 9.5);
    await owner.markNoShow(booking!.id);
    expect(await record(client, booking!.id, [5, 5, 5])).toMatchObject({ status: 'NO_SHOW' });
  });

  it('are taken as soon as the appointment has ended, before any worker has seen that', async () => {
    const [{ id }, client] = [await world.therapist(), await world.person()];
    const { booking } = await client.book(slotAt(id, at(0, 9)));
    world.time.now = at(0, 10);
    expect(await record(client, booking!.id, [7, 7, 7])).toMatchObject({ __typename: 'AllianceRecorded' });
  });

  it('are one record: given again, they take the place of those before', async () => {
    const [{ id }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    await record(client, bookingId, [3, 3, 3], 'note: "no",');
    await record(client, bookingId, [6, 7, 8]);
    expect(await seenBy(client, bookingId)).toEqual({
      safe: 6,
      goals: 7,
      tasks: 8,
      note: null,
      sharing: 'NOTHING',
    });
    expect(await alliancesOf(client)).toMatchObject([{ points: [{ safe: 6 }] }]);
  });

  it('are done once for a key, also by many at once', async () => {
    const [{ id }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => record(client, bookingId, [8, 8, 8], '', 'one-key')),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await record(client, bookingId, [7, 8, 8], '', 'one-key')).toEqual({
      __typename: 'IdempotencyConflict',
    });
  });

  it.each([
    [[-1, 5, 5], 'safe'],
    [[5, 11, 5], 'goals'],
    [[5, 5, 99], 'tasks'],
  ] as const)('are whole numbers from 0 to 10, not %j', async (marks, field) => {
    const [{ id }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    await expect(record(client, bookingId, marks)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});

describe('who sees them', () => {
  it('is the client alone, whatever others try', async () => {
    const [{ id, owner }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    await record(client, bookingId, [4, 4, 4], 'note: "I do not trust this",');
    expect(await seenBy(owner, bookingId)).toBeNull();
    expect(await seenBy(await world.person(['admin']), bookingId)).toBeNull();
    expect(await seenBy(await world.person(), bookingId)).toBeUndefined();
    for (const person of [owner, await world.person(['admin'])]) {
      await expect(record(person, bookingId, [9, 9, 9])).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(share(person, bookingId, 'MARKS')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(await alliancesOf(person)).toEqual([]);
    }
    await expect(record(await world.person(), bookingId, [9, 9, 9])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is the therapist too, for what the client shares and as long as they do', async () => {
    const [{ id, owner }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    await record(client, bookingId, [4, 5, 6], 'note: "mine", sharing: MARKS,');
    const seen = { safe: 4, goals: 5, tasks: 6, note: null, sharing: 'MARKS' };
    expect(await seenBy(owner, bookingId)).toEqual(seen);
    await share(client, bookingId, 'MARKS_AND_NOTE');
    expect(await seenBy(owner, bookingId)).toEqual({ ...seen, note: 'mine', sharing: 'MARKS_AND_NOTE' });
    await share(client, bookingId, 'NOTHING');
    expect(await seenBy(owner, bookingId)).toBeNull();
    // Other therapists of the client are strangers here.
    const other = await world.therapist();
    await attended(client, other.id, 2);
    await share(client, bookingId, 'MARKS_AND_NOTE');
    expect(await seenBy(other.owner, bookingId)).toBeUndefined();
  });

  it('is written down for every look of the therapist, and so is every consent', async () => {
    const [{ id, owner }, client] = [await world.therapist(), await world.person()];
    const bookingId = await attended(client, id);
    await record(client, bookingId, [4, 5, 6]);
    await seenBy(owner, bookingId);
    await share(client, bookingId, 'MARKS');
    await seenBy(owner, bookingId);
    await seenBy(client, bookingId);
    await share(client, bookingId, 'NOTHING');
    const looks = await readRows(
      world.em(),
      sql`
        select viewer_subject as subject, viewer_role as role from audit
        where subject_type = 'ALLIANCE' and subject_id = (select id from alliance where booking_id = ${bookingId})`,
    );
    expect(looks).toEqual([{ subject: owner.subject, role: 'THERAPIST' }]);
    const consents = await readRows(
      world.em(),
      sql<{ sharing: string }>`
        select alliance_consent.sharing from alliance_consent join alliance on alliance.id = alliance_id
        where booking_id = ${bookingId} order by alliance_consent.id`,
    );
    expect(consents.map(({ sharing }) => sharing)).toEqual(['NOTHING', 'MARKS', 'NOTHING']);
    await expect(readRows(world.em(), sql`update alliance_consent set sharing = 'MARKS'`)).rejects.toThrow(
      'never changed',
    );
  });
});

describe('me.alliances', () => {
  it('tells the trend with each therapist, the last one first', async () => {
    const [one, two] = [await world.therapist(), await world.therapist()];
    const client = await world.person();
    for (const [weeksAgo, mark] of [
      [5, 9],
      [4, 9],
      [3, 8],
    ] as const)
      await record(client, await attended(client, one.id, weeksAgo), [mark, mark, mark]);
    await record(client, await attended(client, two.id, 1), [10, 10, 9]);
    expect(await alliancesOf(client)).toMatchObject([
      { therapist: { id: two.id }, trend: 'FIRST', isLow: false, points: [{ safe: 10 }], suggestions: [] },
      {
        therapist: { id: one.id },
        trend: 'FALLING',
        isLow: false,
        latest: { safe: 8 },
        points: [{ safe: 9 }, { safe: 9 }, { safe: 8 }],
      },
    ]);
  });

  it('suggests raising it, then meeting another who has a consultation open and is not known', async () => {
    const publisher = new EventPublisher('bookings', world.bookings.orm);
    const refresh = async () => {
      while ((await refreshNextOpenSlots(world.em(), world.time.now, publisher)) > 0);
    };
    const [{ id }, known] = [
      await world.therapist({ hours: [[6, 9]] }),
      await world.therapist({ hours: [[6, 9]] }),
    ];
    const [later, sooner] = [
      await world.therapist({ hours: [[7, 9]] }),
      await world.therapist({ hours: [[5, 9]] }),
    ];
    await world.therapist({ hours: [[4, 9]], profile: { isPublic: false } });
    await world.therapist({ hours: [[4, 9]], profile: { acceptingNewClients: false } });
    const client = await world.person();
    await attended(client, known.id, 3);
    await record(client, await attended(client, id), [5, 6, 5]);
    await refresh();
    const [alliance] = await alliancesOf(client);
    expect(alliance!.suggestions).toEqual([
      {
        kind: 'RAISE_WITH_THERAPIST',
        text: expect.any(String),
        article: { slug: 'raising-it-with-your-therapist' },
        therapists: null,
      },
      {
        kind: 'MEET_ANOTHER',
        text: expect.any(String),
        article: null,
        therapists: [{ id: sooner.id }, { id: later.id }],
      },
    ]);
    await client.book(slotAt(sooner.id, at(0, 5), AppointmentKind.CONSULTATION));
    const [after] = await alliancesOf(client);
    expect(after!.suggestions[1]!.therapists![0]).toEqual({ id: later.id });
    await publisher.close();
  });

  it('is empty for somebody who has given no marks, and bounded in what it shows', async () => {
    const person = await world.person();
    expect(await alliancesOf(person)).toEqual([]);
    const { id } = await world.therapist();
    await record(person, await attended(person, id), [1, 1, 1]);
    const { errors } = await person.ask('{ me { alliances { points(first: 101) { safe } } } }');
    expect(errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
