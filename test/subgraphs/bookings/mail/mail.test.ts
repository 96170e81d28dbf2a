import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../../../subgraphs/bookings/client/client.entity.ts';
import { startBookingsWorker, type BookingsWorker } from '../../../../subgraphs/bookings/bookings.worker.ts';
import { folderTransport } from '../../../../subgraphs/bookings/mail/folder-transport.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { createLog } from '../../../../subgraphs/shared/log.ts';
import { eventually } from '../../../support/eventually.ts';
import { slotAt } from '../support/client-side.ts';
import { at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';
import { caughtIn, type SeenMail } from './mail.support.ts';

let world: World;
let folder: string;
let worker: BookingsWorker;

beforeAll(async () => {
  world = await openWorld({ joinUrlTemplate: 'https://video.test/{room}' });
});

beforeEach(async () => {
  world.time.now = mondayMidnight;
  folder = await mkdtemp(path.join(tmpdir(), 'rapport-mail-'));
  worker = await startBookingsWorker({
    database: { url: world.database.bookings },
    therapistsEventsUrl: world.database.bookings,
    mail: { transport: folderTransport(folder), from: { name: 'Rapport', email: 'mail@rapport.test' } },
    publicUrl: 'http://rapport.test',
    joinUrlTemplate: 'https://video.test/{room}',
    clock: () => world.time.now,
    log: createLog('silent'),
  });
});

afterEach(async () => {
  await worker.close();
  await rm(folder, { recursive: true });
});

afterAll(() => world.close());

/** Jobs about an appointment that are due and not done. */
function waitingFor(bookingId: string): Promise<object[]> {
  return readRows(
    world.em(),
    sql<object>`
      select id from bookings_jobs.job
      where state < 'completed' and start_after <= now() and data->>'bookingId' = ${bookingId}`,
  );
}

/** The mails to one person about one appointment, once there are as many as expected; none may follow. */
async function mailsTo(address: string, bookingId: string, count: number): Promise<SeenMail[]> {
  const find = async () =>
    (await caughtIn(folder)).filter(
      (mail) => mail.to.includes(address) && mail.messageId.includes(bookingId),
    );
  await eventually(async () => {
    expect(await find()).toHaveLength(count);
    expect(await waitingFor(bookingId)).toEqual([]);
  });
  return (await find()).toSorted(
    (a, b) => Number(a.calendar?.event.sequence ?? 0) - Number(b.calendar?.event.sequence ?? 0),
  );
}

describe('the client', () => {
  it('hears of a booking, with a calendar file', async () => {
    const { id } = await world.therapist();
    const client = await world.person(['client'], 'sam');
    const { booking } = await client.book(slotAt(id, at(2, 9)));
    const [mail] = await mailsTo(`${client.subject}@example.com`, booking!.id, 1);
    expect(mail).toMatchObject({
      messageId: `<${booking!.id}.CONFIRMED.0.CLIENT@rapport.test>`,
      subject: 'Booked: session with Alex Practice: Wednesday 7 October 2026, 9:00 am AEST',
      calendar: { method: 'REQUEST', attached: true },
    });
    expect(mail!.text).toContain(`Hello ${client.subject},`);
    expect(mail!.text).toContain('Wednesday 7 October 2026, 9:00 am to 9:50 am AEST (Australia/Brisbane)');
    expect(mail!.text).toContain('You can cancel or move it until Tuesday 6 October 2026, 9:00 am AEST.');
    const { event } = mail!.calendar!;
    expect(event).toMatchObject({
      method: 'REQUEST',
      uid: `${booking!.id}@rapport`,
      sequence: 0,
      status: 'CONFIRMED',
      summary: 'Session with Alex Practice',
    });
    expect([event.start.getTime(), event.end!.getTime()]).toEqual([
      at(2, 9).getTime(),
      at(2, 9).getTime() + 50 * 60_000,
    ]);
    const [{ room }] = (await readRows(
      world.em(),
      sql`select room from booking where id = ${booking!.id}`,
    )) as [{ room: string }];
    expect(event.location).toBe(`https://video.test/${room}`);
    expect(mail!.text).toContain(`https://video.test/${room}`);
  });

  it('hears of a new time and of the end, as the same event with a rising sequence', async () => {
    const { id, owner } = await world.therapist();
    const client = await world.person();
    const { booking } = await client.book(slotAt(id, at(2, 9)));
    await owner.reschedule(booking!.id, slotAt(id, at(3, 10)), 'I am at a conference');
    await client.cancel(booking!.id);
    const mails = await mailsTo(`${client.subject}@example.com`, booking!.id, 3);
    expect(
      mails.map(({ calendar }) => [calendar!.method, calendar!.event.sequence, calendar!.event.status]),
    ).toEqual([
      ['REQUEST', 0, 'CONFIRMED'],
      ['REQUEST', 1, 'CONFIRMED'],
      ['CANCEL', 2, 'CANCELLED'],
    ]);
    expect(new Set(mails.map(({ calendar }) => calendar!.event.uid))).toEqual(
      new Set([`${booking!.id}@rapport`]),
    );
    expect(mails.map(({ calendar }) => calendar!.event.start.toISOString())).toEqual(
      [at(2, 9), at(3, 10), at(3, 10)].map((start) => start.toISOString()),
    );
    const [, moved, cancelled] = mails;
    expect(moved!.text).toContain('has been moved by your therapist.');
    expect(moved!.text).toContain('Was:   Wednesday 7 October 2026, 9:00 am AEST');
    expect(moved!.text).toContain('Why:   I am at a conference');
    expect(cancelled!.text).toContain('has been cancelled.');
    expect(cancelled!.text).not.toContain('video.test');
  });

  it('reads times in their own zone, and in the therapist’s when theirs is none', async () => {
    const { id } = await world.therapist();
    const zones = [
      ['Australia/Perth', 'Wednesday 7 October 2026, 7:00 am to 7:50 am AWST (Australia/Perth)'],
      ['Australia/Sydney', 'Wednesday 7 October 2026, 10:00 am to 10:50 am AEDT (Australia/Sydney)'],
      ['Mars/Olympus', 'Wednesday 7 October 2026, 9:00 am to 9:50 am AEST (Australia/Brisbane)'],
    ] as const;
    for (const [zone, words] of zones) {
      const client = await world.person();
      const { booking } = await client.hold(slotAt(id, at(2, 9)));
      await world.em().nativeUpdate(Client, { subject: client.subject }, { timeZone: zone });
      await client.confirm(booking!.id);
      const [mail] = await mailsTo(client.subject, booking!.id, 1);
      expect(mail!.text).toContain(words);
      await client.cancel(booking!.id);
    }
  });

  it('gets one mail for one booking, however often it is confirmed again', async () => {
    const { id } = await world.therapist();
    const client = await world.person();
    const { booking } = await client.hold(slotAt(id, at(2, 10)));
    await Promise.all(Array.from({ length: 5 }, () => client.confirm(booking!.id, 'the-same-key')));
    expect(await mailsTo(client.subject, booking!.id, 1)).toHaveLength(1);
  });

  it('hears nothing of a hold, nor of its end', async () => {
    const { id } = await world.therapist();
    const client = await world.person();
    const { booking: held } = await client.hold(slotAt(id, at(2, 11)));
    await client.cancel(held!.id);
    const { booking } = await client.book(slotAt(id, at(3, 11)));
    await mailsTo(client.subject, booking!.id, 1);
    expect(await mailsTo(client.subject, held!.id, 0)).toEqual([]);
  });

  it('hears of a time that the waitlist offers, and until when it is kept', async () => {
    const { id } = await world.therapist({ hours: [[9, 10]] });
    const [first, waiting] = [await world.person(), await world.person()];
    const { booking } = await first.book(slotAt(id, at(2, 9)));
    const { errors } = await waiting.ask(
      `mutation { joinWaitlist(
        therapistId: "${id}", kind: SESSION, idempotencyKey: "wait"
        window: { from: "${at(2, 0).toISOString()}", until: "${at(3, 0).toISOString()}" }
      ) { __typename } }`,
    );
    expect(errors).toBeUndefined();
    await first.cancel(booking!.id);
    const offer = async () => {
      const { data } = await waiting.ask<{
        me: { waitlist: { offer: { id: string; heldUntil: string } }[] };
      }>('{ me { waitlist { offer { id heldUntil } } } }');
      return data!.me.waitlist[0]!.offer;
    };
    await eventually(async () => expect(await offer()).not.toBeNull());
    const [mail] = await mailsTo(waiting.subject, (await offer()).id, 1);
    expect(mail).toMatchObject({
      subject: 'A time has opened: session with Alex Practice: Wednesday 7 October 2026, 9:00 am AEST',
      calendar: null,
    });
    expect(mail!.text).toContain('it is kept for you until Monday 5 October 2026, ');
  });

  it('has their name kept from breaking the mail or the calendar', async () => {
    const { id } = await world.therapist({ profile: { name: 'Dr "A"\r\nBcc: everybody@example.com' } });
    const client = await world.person();
    const { booking } = await client.hold(slotAt(id, at(2, 9)));
    await world
      .em()
      .nativeUpdate(
        Client,
        { subject: client.subject },
        { name: 'Eve\r\nATTENDEE:mailto:x@y.z\r\nBEGIN:VEVENT' },
      );
    await client.confirm(booking!.id);
    const [mail] = await mailsTo(`${client.subject}@example.com`, booking!.id, 1);
    expect(mail!.calendar!.event).toMatchObject({ uid: `${booking!.id}@rapport`, sequence: 0 });
    expect(mail!.subject).toContain('Dr "A" Bcc: everybody@example.com');
  });

  it('without an address, or with one that is none, gets no mail and holds nothing up', async () => {
    const { id } = await world.therapist();
    for (const email of [null, 'a@b.test, everybody@example.com', 'none']) {
      const client = await world.person();
      const { booking } = await client.hold(slotAt(id, at(4, 9)));
      await world.em().nativeUpdate(Client, { subject: client.subject }, { email });
      await client.confirm(booking!.id);
      await eventually(async () => expect(await waitingFor(booking!.id)).toEqual([]));
      await client.cancel(booking!.id);
      await eventually(async () => expect(await waitingFor(booking!.id)).toEqual([]));
      expect((await caughtIn(folder)).filter((mail) => mail.messageId.includes(booking!.id))).toEqual([]);
    }
  });
});

describe('the therapist', () => {
  it('hears of bookings when they want to, at the address of their token', async () => {
    const { id, owner } = await world.therapist();
    const set = async (wanted: boolean) =>
      owner.ask<{ answer: { availability: { mailTo: string | null } } }>(
        `mutation { answer: setBookingMail(therapistId: "${id}", wanted: ${wanted}, idempotencyKey: "${wanted}") {
          ... on AvailabilityChanged { availability { mailTo } }
        } }`,
      );
    const client = await world.person(['client'], 'Kim');
    const quiet = await client.book(slotAt(id, at(2, 9)));
    await mailsTo(client.subject, quiet.booking!.id, 1);
    const address = `${owner.subject}@example.com`;
    expect(await mailsTo(address, quiet.booking!.id, 0)).toEqual([]);
    expect((await set(true)).data!.answer.availability.mailTo).toBe(address);
    const { booking } = await client.book(slotAt(id, at(3, 9)));
    const [mail] = await mailsTo(address, booking!.id, 1);
    expect(mail!.subject).toBe(
      `Booked: session with ${client.subject}: Thursday 8 October 2026, 9:00 am AEST`,
    );
    expect(mail!.calendar!.event.summary).toBe('Session with K.');
    await readRows(world.em(), sql`update therapist set owner_subject = 'somebody-else' where id = ${id}`);
    const other = await client.book(slotAt(id, at(4, 10)));
    await mailsTo(client.subject, other.booking!.id, 1);
    expect(await mailsTo(address, other.booking!.id, 0)).toEqual([]);
    await readRows(world.em(), sql`update therapist set owner_subject = ${owner.subject} where id = ${id}`);
    expect((await set(false)).data!.answer.availability.mailTo).toBeNull();
    await client.cancel(booking!.id);
    await mailsTo(client.subject, booking!.id, 2);
    expect(await mailsTo(address, booking!.id, 1)).toHaveLength(1);
  });
});

it('goes with the booking: where that is undone, so is the mail', async () => {
  const { id } = await world.therapist();
  const [first, second] = [await world.person(), await world.person()];
  const answers = await Promise.all([first, second].map((client) => client.book(slotAt(id, at(5, 9)))));
  const winner = answers.find(({ booking }) => booking)!;
  const jobs = await readRows(
    world.em(),
    sql<{ id: string }>`
      select distinct data->>'bookingId' as id from bookings_jobs.job
      where (data->>'startsAt')::timestamptz = ${at(5, 9)}`,
  );
  expect(jobs).toEqual([{ id: winner.booking!.id }]);
});
