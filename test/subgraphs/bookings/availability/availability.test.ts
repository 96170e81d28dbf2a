import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { slotAt, type Person } from '../support/client-side.ts';
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

const changedFields = `
  __typename
  ... on Problem { message }
  ... on AvailabilityChanged {
    replayed affectedBookings { id }
    availability {
      timeZone
      weeklyHours { weekday startTime endTime effectiveFrom effectiveUntil }
      overrides { date ranges { startTime endTime } }
      timeOff { id startsAt endsAt note }
      settings { sessionMinutes sessionStepMinutes bufferAfterMinutes dailyLimit horizonDays }
    }
  }`;

interface Changed {
  __typename: string;
  replayed: boolean;
  affectedBookings: { id: string }[];
  availability: Record<string, never> & { timeOff: { id: string }[] };
}

/** Sends one of the mutations; the arguments are written as they would stand in the document. */
async function send(
  person: Person,
  mutation: string,
  args: string,
  key = randomUUID(),
  more = '',
): Promise<Changed> {
  const { data, errors } = await person.ask<{ answer: Changed }>(
    `mutation { answer: ${mutation}(${args}, idempotencyKey: "${key}") { ${changedFields} ${more} } }`,
  );
  if (errors) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.answer;
}

async function startsOf(therapistId: string, from: Date, until: Date): Promise<string[]> {
  const slots = `openSlots(kind: SESSION, first: 20, from: "${from.toISOString()}", until: "${until.toISOString()}") { startsAt }`;
  const { openSlots } = await therapistFields<{ openSlots: { startsAt: string }[] }>(
    world.ask,
    therapistId,
    slots,
  );
  return openSlots.map(({ startsAt }) => startsAt);
}

describe('weekly hours', () => {
  it('take the place of those there were, and make the slots', async () => {
    const { id, owner } = await world.therapist();
    const answer = await send(
      owner,
      'setWeeklyHours',
      `therapistId: "${id}", hours: [
        { weekday: TUESDAY, startTime: "13:00", endTime: "15:00" }
        { weekday: MONDAY, startTime: "22:00", endTime: "24:00", effectiveFrom: "2026-10-12" }
      ]`,
    );
    expect(answer).toMatchObject({
      __typename: 'AvailabilityChanged',
      replayed: false,
      affectedBookings: [],
      availability: {
        timeZone: 'Australia/Brisbane',
        weeklyHours: [
          {
            weekday: 'MONDAY',
            startTime: '22:00',
            endTime: '24:00',
            effectiveFrom: '2026-10-12',
            effectiveUntil: null,
          },
          {
            weekday: 'TUESDAY',
            startTime: '13:00',
            endTime: '15:00',
            effectiveFrom: null,
            effectiveUntil: null,
          },
        ],
      },
    });
    expect(await startsOf(id, at(0, 0), at(8, 0))).toEqual(
      [at(1, 13), at(1, 14), at(7, 22), at(7, 23)].map((start) => start.toISOString()),
    );
  });

  it('name the range that contradicts another, and change nothing', async () => {
    const { id, owner } = await world.therapist();
    const answer = await send(
      owner,
      'setWeeklyHours',
      `therapistId: "${id}", hours: [
        { weekday: MONDAY, startTime: "09:00", endTime: "12:00" }
        { weekday: MONDAY, startTime: "11:00", endTime: "13:00" }
      ]`,
      randomUUID(),
      '... on InvalidHours { index fault other }',
    );
    expect(answer).toEqual({
      __typename: 'InvalidHours',
      message: expect.stringContaining('Range 2 overlaps range 1'),
      index: 1,
      fault: 'OVERLAPS',
      other: 0,
    });
    expect(await startsOf(id, at(0, 0), at(1, 0))).toHaveLength(3);
  });

  it('refuse what is no time of a clock, naming the field', async () => {
    const { id, owner } = await world.therapist();
    const sent = send(
      owner,
      'setWeeklyHours',
      `therapistId: "${id}", hours: [{ weekday: MONDAY, startTime: "9am", endTime: "12:00" }]`,
    );
    await expect(sent).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'hours.0.startTime' });
  });

  it('report appointments that they leave outside, and leave them standing', async () => {
    const { id, owner } = await world.therapist();
    const client = await world.person();
    const { booking: kept } = await client.book(slotAt(id, at(0, 9)));
    const { booking: outside } = await client.book(slotAt(id, at(0, 11)));
    const answer = await send(
      owner,
      'setWeeklyHours',
      `therapistId: "${id}", hours: [{ weekday: MONDAY, startTime: "08:00", endTime: "11:00" }]`,
    );
    expect(answer.affectedBookings).toEqual([{ id: outside!.id }]);
    const { data } = await client.ask(
      `{ a: booking(id: "${kept!.id}") { status } b: booking(id: "${outside!.id}") { status } }`,
    );
    expect(data).toEqual({ a: { status: 'CONFIRMED' }, b: { status: 'CONFIRMED' } });
  });
});

describe('dates with hours of their own', () => {
  it('replace the weekly hours of the date until they are removed', async () => {
    const { id, owner } = await world.therapist();
    const override = `therapistId: "${id}", date: "2026-10-06"`;
    await send(owner, 'setDateOverride', `${override}, ranges: [{ startTime: "14:00", endTime: "15:00" }]`);
    expect(await startsOf(id, at(1, 0), at(2, 0))).toEqual([at(1, 14).toISOString()]);
    await send(owner, 'setDateOverride', `${override}, ranges: []`);
    expect(await startsOf(id, at(1, 0), at(2, 0))).toEqual([]);
    await send(owner, 'removeDateOverride', override);
    expect(await startsOf(id, at(1, 0), at(2, 0))).toHaveLength(3);
    await expect(send(owner, 'removeDateOverride', override)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are of today or later by the therapist’s clock', async () => {
    const { id, owner } = await world.therapist();
    const set = (date: string) =>
      send(owner, 'setDateOverride', `therapistId: "${id}", date: "${date}", ranges: []`);
    // 5 October 2026 has just begun in Brisbane; in UTC it is still the 4th.
    await expect(set('2026-10-04')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'date' });
    expect(await set('2026-10-05')).toMatchObject({ __typename: 'AvailabilityChanged' });
    await expect(set('2029-10-05')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'date' });
  });
});

describe('time off', () => {
  const off = (id: string, from: Date, until: Date) =>
    `therapistId: "${id}", startsAt: "${from.toISOString()}", endsAt: "${until.toISOString()}", note: "surf"`;

  it('closes its time, reports the appointments it collides with, and can be taken away', async () => {
    const { id, owner } = await world.therapist();
    const client = await world.person();
    const { booking } = await client.book(slotAt(id, at(1, 10)));
    await client.book(slotAt(id, at(2, 10)));
    const held = await (await world.person()).hold(slotAt(id, at(1, 11)));
    const answer = await send(owner, 'addTimeOff', off(id, at(1, 9.5), at(1, 24)));
    expect(answer.affectedBookings.map((affected) => affected.id)).toEqual([booking!.id, held.booking!.id]);
    expect(answer.availability.timeOff).toEqual([
      {
        id: expect.stringMatching(/^timeoff_/),
        startsAt: at(1, 9.5).toISOString(),
        endsAt: at(1, 24).toISOString(),
        note: 'surf',
      },
    ]);
    expect(await startsOf(id, at(1, 0), at(2, 0))).toEqual([]);
    const timeOffId = answer.availability.timeOff[0]!.id;
    await send(owner, 'removeTimeOff', `therapistId: "${id}", timeOffId: "${timeOffId}"`);
    expect(await startsOf(id, at(1, 0), at(2, 0))).toEqual([at(1, 9).toISOString()]);
  });

  it('goes on being reported for as long as it collides', async () => {
    const { id, owner } = await world.therapist();
    const { booking } = await (await world.person()).book(slotAt(id, at(1, 10)));
    await send(owner, 'addTimeOff', off(id, at(1, 9.5), at(1, 24)));
    const ask = () =>
      therapistFields(world.ask, id, 'availability { collidingBookings { id } }', owner.token);
    expect(await ask()).toEqual({ availability: { collidingBookings: [{ id: booking!.id }] } });
    await owner.cancel(booking!.id, 'I am away');
    expect(await ask()).toEqual({ availability: { collidingBookings: [] } });
  });

  it('must end later than it begins, and than now', async () => {
    const { id, owner } = await world.therapist();
    for (const [from, until] of [
      [at(1, 9), at(1, 9)],
      [at(-2, 9), at(-1, 9)],
      [at(0, 0), at(800, 0)],
    ] as const) {
      const sent = send(owner, 'addTimeOff', off(id, from, until));
      await expect(sent).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'endsAt' });
    }
  });

  it('lets no appointment slip in between the look at whom it affects and the change', async () => {
    const { id, owner } = await world.therapist({ hours: [[8, 20]] });
    const clients = await Promise.all(Array.from({ length: 12 }, () => world.person()));
    const [answer, ...booked] = await Promise.all([
      send(owner, 'addTimeOff', off(id, at(3, 0), at(4, 0))),
      ...clients.map((client, hour) => client.book(slotAt(id, at(3, 8 + hour)))),
    ]);
    const done = booked.flatMap(({ booking }) => (booking ? [booking.id] : []));
    expect(answer.affectedBookings.map((affected) => affected.id).toSorted()).toEqual(done.toSorted());
    expect(booked.every(({ __typename }) => ['BookingSuccess', 'SlotTaken'].includes(__typename))).toBe(true);
  });
});

describe('settings', () => {
  it('change only what is given, and a given null takes the daily limit away', async () => {
    const { id, owner } = await world.therapist();
    const set = async (settings: string) => {
      const { availability } = await send(
        owner,
        'setBookingSettings',
        `therapistId: "${id}", settings: ${settings}`,
      );
      return availability['settings'];
    };
    const defaults = {
      sessionMinutes: 50,
      sessionStepMinutes: 60,
      bufferAfterMinutes: 0,
      dailyLimit: null,
      horizonDays: 60,
    };
    expect(await set('{ sessionMinutes: 30, sessionStepMinutes: 30, dailyLimit: 2 }')).toEqual({
      ...defaults,
      sessionMinutes: 30,
      sessionStepMinutes: 30,
      dailyLimit: 2,
    });
    expect(await startsOf(id, at(1, 0), at(2, 0))).toHaveLength(6);
    expect(await set('{ dailyLimit: null, bufferAfterMinutes: 10 }')).toEqual({
      ...defaults,
      sessionMinutes: 30,
      sessionStepMinutes: 30,
      bufferAfterMinutes: 10,
    });
  });

  it('name the one that is out of bounds', async () => {
    const { id, owner } = await world.therapist();
    const sent = send(owner, 'setBookingSettings', `therapistId: "${id}", settings: { horizonDays: 400 }`);
    await expect(sent).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'settings.horizonDays' });
  });
});

describe('who may', () => {
  const hours = (id: string, more = '') => `therapistId: "${id}", hours: []${more}`;

  it('is the therapist, and an admin who says why, which is kept', async () => {
    const { id, owner } = await world.therapist();
    const [stranger, other, admin] = [
      await world.person(),
      (await world.therapist()).owner,
      await world.person(['admin'], 'admin'),
    ];
    for (const person of [stranger, other])
      await expect(send(person, 'setWeeklyHours', hours(id))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(send(admin, 'setWeeklyHours', hours(id))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    await send(owner, 'setWeeklyHours', hours(id));
    await send(admin, 'setWeeklyHours', hours(id, ', reason: "The therapist asked by telephone"'));
    const log = await readRows(
      world.em(),
      sql`select actor, actor_subject as subject, operation, reason from availability_log where therapist_id = ${id} order by id`,
    );
    expect(log).toEqual([
      { actor: 'THERAPIST', subject: owner.subject, operation: 'setWeeklyHours', reason: null },
      {
        actor: 'ADMIN',
        subject: admin.subject,
        operation: 'setWeeklyHours',
        reason: 'The therapist asked by telephone',
      },
    ]);
    await expect(readRows(world.em(), sql`delete from availability_log`)).rejects.toThrow('never changed');
  });

  it('tells an admin of no such therapist, and a stranger nothing of it', async () => {
    const unknown = newId('Therapist');
    const [stranger, admin] = [await world.person(), await world.person(['admin'])];
    await expect(send(stranger, 'setWeeklyHours', hours(unknown))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(send(admin, 'setWeeklyHours', hours(unknown, ', reason: "x"'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('reads the availability: the therapist and admins, and null for anybody else', async () => {
    const { id, owner } = await world.therapist();
    const ask = (token?: string) => therapistFields(world.ask, id, 'availability { timeZone }', token);
    const seen = { availability: { timeZone: 'Australia/Brisbane' } };
    expect(await ask(owner.token)).toEqual(seen);
    expect(await ask((await world.person(['admin'])).token)).toEqual(seen);
    expect(await ask((await world.person()).token)).toEqual({ availability: null });
    expect(await ask()).toEqual({ availability: null });
  });
});

describe('idempotency', () => {
  it('does a change once for its key, and answers the same again', async () => {
    const { id, owner } = await world.therapist();
    const clientId = await addClient(world.em(), randomUUID());
    const bookingId = await addBooking(world.em(), { therapistId: id, clientId, startsAt: at(1, 10) });
    const key = randomUUID();
    const args = `therapistId: "${id}", startsAt: "${at(1, 0).toISOString()}", endsAt: "${at(2, 0).toISOString()}"`;
    const answers = await Promise.all([1, 2, 3].map(() => send(owner, 'addTimeOff', args, key)));
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(2);
    for (const { affectedBookings, availability } of answers) {
      expect(affectedBookings).toEqual([{ id: bookingId }]);
      expect(availability.timeOff).toHaveLength(1);
    }
    const other = args.replace(at(2, 0).toISOString(), at(3, 0).toISOString());
    expect(await send(owner, 'addTimeOff', other, key)).toMatchObject({ __typename: 'IdempotencyConflict' });
  });
});
