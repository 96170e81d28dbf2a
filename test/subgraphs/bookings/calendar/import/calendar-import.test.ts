import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  startBookingsWorker,
  type BookingsWorker,
} from '../../../../../subgraphs/bookings/bookings.worker.ts';
import { fetchLimits } from '../../../../../subgraphs/bookings/calendar/fetch/fetch-calendar.ts';
import { importDueCalendars } from '../../../../../subgraphs/bookings/calendar/import/import-calendars.ts';
import { BusyTime } from '../../../../../subgraphs/bookings/schedule/busy-time.entity.ts';
import { createLog } from '../../../../../subgraphs/shared/log.ts';
import { eventually } from '../../../../support/eventually.ts';
import type { Person } from '../../support/client-side.ts';
import { at, mondayMidnight } from '../../support/practice.ts';
import { therapistFields } from '../../support/therapist-fields.ts';
import { openWorld, type World } from '../../support/world.ts';

const log = createLog('silent');
const limits = {
  ...fetchLimits,
  privateNetworks: [['127.0.0.1', 32, 'ipv4']] as const,
} as typeof fetchLimits;

let world: World;
let server: Server;
let origin: string;
/** What the server of calendars answers, by path; null: 404. */
let calendars: Map<string, string>;
let asked: { url: string; etag: string | undefined }[];

beforeAll(async () => {
  world = await openWorld();
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push({ url, etag: request.headers['if-none-match'] });
    const text = calendars.get(url);
    if (text === undefined) return void response.writeHead(404).end();
    const etag = `"${Buffer.from(text).toString('base64url').slice(0, 400)}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { etag, 'content-type': 'text/calendar' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  world.time.now = mondayMidnight;
  calendars = new Map();
  asked = [];
});

afterAll(async () => {
  server.close();
  await world.close();
});

function calendar(...events: (readonly [start: Date, end: Date, uid?: string])[]): string {
  const stamp = (date: Date) => date.toISOString().replaceAll(/[-:]|\.000/g, '');
  return [
    'BEGIN:VCALENDAR',
    ...events.flatMap(([start, end, uid = randomUUID()]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTART:${stamp(start)}`,
      `DTEND:${stamp(end)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n');
}

interface Import {
  host: string;
  status: string;
  httpStatus: number | null;
  events: number | null;
  checkedAt: string | null;
  succeededAt: string | null;
  nextCheckAt: string;
}

async function importOf(id: string, owner: Person): Promise<Import | null> {
  const fields =
    'availability { calendarImport { host status httpStatus events checkedAt succeededAt nextCheckAt } }';
  const { availability } = await therapistFields<{ availability: { calendarImport: Import | null } }>(
    world.ask,
    id,
    fields,
    owner.token,
  );
  return availability.calendarImport;
}

async function send(
  owner: Person,
  mutation: string,
  args: string,
): Promise<{ __typename: string; message?: string }> {
  const { data, errors } = await owner.ask<{ answer: { __typename: string } }>(
    `mutation { answer: ${mutation}(${args}, idempotencyKey: "${randomUUID()}") { __typename ... on Problem { message } } }`,
  );
  expect(errors).toBeUndefined();
  return data!.answer;
}

const connect = (owner: Person, id: string, url: string) =>
  send(owner, 'importCalendar', `therapistId: "${id}", url: "${url}"`);

async function busyOf(therapistId: string): Promise<[Date, Date][]> {
  const rows = await world.em().find(BusyTime, { therapistId }, { orderBy: { startsAt: 'asc' } });
  return rows.map(({ startsAt, endsAt }) => [startsAt, endsAt]);
}

const look = () => importDueCalendars(world.em(), world.time.now, limits, log);

describe('an imported calendar', () => {
  it('closes the times of its events', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/a.ics', calendar([at(0, 9), at(0, 10)], [at(1, 0), at(2, 0)]));
    expect(await connect(owner, id, `${origin}/a.ics`)).toEqual({ __typename: 'AvailabilityChanged' });
    expect(await importOf(id, owner)).toMatchObject({ status: 'WAITING', events: null, checkedAt: null });
    await look();
    expect(await importOf(id, owner)).toEqual({
      host: new URL(origin).host,
      status: 'OK',
      httpStatus: null,
      events: 2,
      checkedAt: mondayMidnight.toISOString(),
      succeededAt: mondayMidnight.toISOString(),
      nextCheckAt: at(0, 0.25).toISOString(),
    });
    const slots = `openSlots(kind: SESSION, first: 5, until: "${at(2, 10).toISOString()}") { startsAt }`;
    expect(await therapistFields(world.ask, id, slots)).toEqual({
      openSlots: [at(0, 10), at(0, 11), at(2, 9)].map((start) => ({ startsAt: start.toISOString() })),
    });
  });

  it('is looked at again when its time has come, and asked only for what has changed', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/b.ics', calendar([at(0, 9), at(0, 10)]));
    await connect(owner, id, `${origin}/b.ics`);
    await look();
    world.time.now = at(0, 0.2);
    expect(await look()).toBe(0);
    world.time.now = at(0, 0.3);
    await look();
    const looks = asked.filter(({ url }) => url === '/b.ics');
    expect(looks.map(({ etag }) => etag === undefined)).toEqual([true, false]);
    expect(await importOf(id, owner)).toMatchObject({ status: 'OK', checkedAt: at(0, 0.3).toISOString() });
    calendars.set('/b.ics', calendar([at(0, 11), at(0, 12)]));
    world.time.now = at(0, 1);
    await look();
    expect(await busyOf(id)).toEqual([[at(0, 11), at(0, 12)]]);
  });

  it('is read anew before the times it was read for run out, though it has not changed', async () => {
    const { id, owner } = await world.therapist({ settings: { horizonDays: 10 } });
    calendars.set('/c.ics', calendar([at(30, 9), at(30, 10)]));
    await connect(owner, id, `${origin}/c.ics`);
    await look();
    expect(await busyOf(id)).toEqual([]);
    for (let day = 3; day <= 24; day += 3) {
      world.time.now = at(day, 0);
      await look();
    }
    expect(await busyOf(id)).toEqual([[at(30, 9), at(30, 10)]]);
  });

  it('keeps the busy times it last had while it cannot be read, and says what is wrong', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/d.ics', calendar([at(0, 9), at(0, 10)]));
    await connect(owner, id, `${origin}/d.ics`);
    await look();
    calendars.delete('/d.ics');
    world.time.now = at(0, 1);
    await look();
    expect(await importOf(id, owner)).toMatchObject({
      status: 'HTTP_ERROR',
      httpStatus: 404,
      succeededAt: mondayMidnight.toISOString(),
      checkedAt: at(0, 1).toISOString(),
    });
    calendars.set('/d.ics', '<html>Sign in</html>');
    world.time.now = at(0, 2);
    await look();
    expect(await importOf(id, owner)).toMatchObject({ status: 'NOT_A_CALENDAR', httpStatus: null });
    expect(await busyOf(id)).toEqual([[at(0, 9), at(0, 10)]]);
  });

  it('is asked less and less often while it fails', async () => {
    const { id, owner } = await world.therapist();
    await connect(owner, id, `${origin}/none.ics`);
    const minutes: number[] = [];
    for (let count = 0; count < 7; count++) {
      await look();
      const next = new Date((await importOf(id, owner))!.nextCheckAt);
      minutes.push((next.getTime() - world.time.now.getTime()) / 60_000);
      world.time.now = next;
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 360, 360]);
  });

  it('reaches no machine of a private network unless that is configured', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/e.ics', calendar([at(0, 9), at(0, 10)]));
    await connect(owner, id, `${origin}/e.ics`);
    await importDueCalendars(world.em(), world.time.now, fetchLimits, log);
    expect(await importOf(id, owner)).toMatchObject({ status: 'ADDRESS_NOT_ALLOWED' });
    expect(asked).toEqual([]);
  });

  it('takes no address that is none, of another scheme, or with a password', async () => {
    const { id, owner } = await world.therapist();
    for (const url of [
      'calendar',
      'ftp://example.com/a.ics',
      'file:///etc/passwd',
      'https://me:secret@example.com/',
    ])
      expect(await connect(owner, id, url)).toMatchObject({ __typename: 'InvalidCalendarUrl' });
    expect(await importOf(id, owner)).toBeNull();
    await connect(owner, id, 'webcal://calendar.example.com/secret.ics');
    expect(await importOf(id, owner)).toMatchObject({ host: 'calendar.example.com' });
  });

  it('does not take our own appointments in it for something else that is on', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/f.ics', calendar([at(0, 9), at(0, 10), 'booking_01h455vb4pex5vsknk084sn02q@rapport']));
    await connect(owner, id, `${origin}/f.ics`);
    await look();
    expect(await importOf(id, owner)).toMatchObject({ status: 'OK', events: 1 });
    expect(await busyOf(id)).toEqual([]);
  });

  it('is forgotten with its busy times', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/g.ics', calendar([at(0, 9), at(0, 10)]));
    await connect(owner, id, `${origin}/g.ics`);
    await look();
    await send(owner, 'stopCalendarImport', `therapistId: "${id}"`);
    expect(await importOf(id, owner)).toBeNull();
    expect(await busyOf(id)).toEqual([]);
  });

  it('is taken up again within a minute when the worker that had it in hand is gone', async () => {
    const { id, owner } = await world.therapist();
    let connections = 0;
    const hang = createServer(() => void (connections += 1));
    await new Promise<void>((resolve) => hang.listen(0, '127.0.0.1', resolve));
    await connect(owner, id, `http://127.0.0.1:${(hang.address() as AddressInfo).port}/`);
    const lost = look();
    await eventually(() => expect(connections).toBe(1));
    world.time.now = new Date(mondayMidnight.getTime() + 40_000);
    await look();
    expect(connections).toBe(1);
    world.time.now = new Date(mondayMidnight.getTime() + 60_000);
    const found = look();
    await eventually(() => expect(connections).toBe(2));
    hang.closeAllConnections();
    hang.close();
    await Promise.all([lost, found]);
  });

  it('leaves alone what a slow look at the address before it comes to', async () => {
    const { id, owner } = await world.therapist();
    let answer: (() => void) | undefined;
    const slow = createServer((_, response) => {
      answer = () => response.end(calendar([at(0, 11), at(0, 12)]));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    await connect(owner, id, `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`);
    const first = look();
    await eventually(() => expect(answer).toBeDefined());
    calendars.set('/h.ics', calendar([at(0, 9), at(0, 10)]));
    await connect(owner, id, `${origin}/h.ics`);
    await look();
    answer!();
    await first;
    slow.close();
    expect(await busyOf(id)).toEqual([[at(0, 9), at(0, 10)]]);
  });
});

describe('the worker', () => {
  let worker: BookingsWorker;

  afterAll(() => worker.close());

  it('looks at calendars within seconds of their being connected', async () => {
    const { id, owner } = await world.therapist();
    calendars.set('/w.ics', calendar([at(0, 9), at(0, 10)]));
    worker = await startBookingsWorker({
      database: { url: world.database.bookings },
      therapistsEventsUrl: world.database.bookings,
      calendarNetworks: limits.privateNetworks,
      clock: () => world.time.now,
      log,
      everyMs: 50,
    });
    await connect(owner, id, `${origin}/w.ics`);
    await eventually(async () => expect(await importOf(id, owner)).toMatchObject({ status: 'OK' }));
    expect(await busyOf(id)).toHaveLength(1);
  });
});
