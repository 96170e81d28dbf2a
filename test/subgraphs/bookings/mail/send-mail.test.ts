import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderTransport } from '../../../../subgraphs/bookings/mail/folder-transport.ts';
import type { MailJob } from '../../../../subgraphs/bookings/mail/mail-job.ts';
import { mailId } from '../../../../subgraphs/bookings/mail/mail-job.ts';
import { ClaimLost, claimMail, handOver } from '../../../../subgraphs/bookings/mail/mail-ledger.ts';
import { MailInDoubt, sendMail, type MailService } from '../../../../subgraphs/bookings/mail/send-mail.ts';
import { readSmtpUrl, smtpTransport } from '../../../../subgraphs/bookings/mail/smtp-transport.ts';
import type { MailTransport } from '../../../../subgraphs/bookings/mail/transport.ts';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { createLog } from '../../../../subgraphs/shared/log.ts';
import { eventually } from '../../../support/eventually.ts';
import { addBooking, addClient, at } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';
import { caughtIn, startSmtp } from './mail.support.ts';

let world: World;
let hour = 0;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

/** A job about an appointment of its own. */
async function someJob(): Promise<MailJob> {
  const { id: therapistId } = await world.therapist();
  const clientId = await addClient(world.em(), `client-${(hour += 1)}`);
  const startsAt = at(3, hour);
  const bookingId = await addBooking(world.em(), { therapistId, clientId, startsAt });
  return {
    bookingId,
    kind: 'CONFIRMED',
    to: 'CLIENT',
    sequence: 0,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 50 * 60_000),
    at: at(0, 0),
    by: 'CLIENT',
    reason: null,
    previousStartsAt: null,
    heldUntil: null,
  };
}

function serviceWith(transport: MailTransport): MailService {
  return {
    transport,
    from: { name: 'Rapport', email: 'mail@rapport.test' },
    publicUrl: 'http://rapport.test',
    joinUrlTemplate: null,
    clock: () => world.time.now,
    log: createLog('silent'),
  };
}

const send = (job: MailJob, transport: MailTransport) => sendMail(world.em(), job, serviceWith(transport));

async function ledgerOf(job: MailJob): Promise<unknown> {
  const [row] = await readRows(
    world.em(),
    sql`select state, is_certain as certain from mail where id = ${mailId(job)}`,
  );
  return row;
}

const smtpTo = (url: string) => smtpTransport(readSmtpUrl(url)!);

function refusal(responseCode: number): Error {
  return Object.assign(new Error('no'), { responseCode });
}

describe('one mail tried by many', () => {
  it('arrives once over SMTP, however many try at once', async () => {
    const smtp = await startSmtp();
    const job = await someJob();
    await Promise.allSettled(Array.from({ length: 20 }, () => send(job, smtpTo(smtp.url))));
    // Those that lost the claim to one another may have left it to a later try.
    await send(job, smtpTo(smtp.url));
    expect(smtp.received.map(({ messageId }) => messageId)).toEqual([`<${mailId(job)}@rapport.test>`]);
    expect(await ledgerOf(job)).toEqual({ state: 'SENT', certain: true });
    await smtp.close();
  });

  it('arrives once in the folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rapport-mail-'));
    const job = await someJob();
    await Promise.all(Array.from({ length: 20 }, () => send(job, folderTransport(folder))));
    expect(await caughtIn(folder)).toHaveLength(1);
    await rm(folder, { recursive: true });
  });

  it('is not let go by an attempt that another has overtaken', async () => {
    const job = await someJob();
    const smtp = await startSmtp();
    const overtaken: MailTransport = {
      async deliver(letter, beforeLastByte) {
        await claimMail(world.em(), letter.id, job.bookingId);
        return smtpTo(smtp.url).deliver(letter, beforeLastByte);
      },
    };
    await expect(send(job, overtaken)).rejects.toThrow(ClaimLost);
    expect(smtp.received).toEqual([]);
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });
});

describe('a server', () => {
  it('that says not now is asked again, under the same Message-ID', async () => {
    const smtp = await startSmtp((count) => Promise.resolve(count === 1 ? refusal(451) : null));
    const job = await someJob();
    await expect(send(job, smtpTo(smtp.url))).rejects.toMatchObject({ responseCode: 451 });
    expect(await ledgerOf(job)).toEqual({ state: 'WAITING', certain: true });
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });

  it('that says never is not asked again', async () => {
    let asked = 0;
    const smtp = await startSmtp((count) => Promise.resolve(((asked = count), refusal(554))));
    const job = await someJob();
    await send(job, smtpTo(smtp.url));
    await send(job, smtpTo(smtp.url));
    expect(asked).toBe(1);
    expect(await ledgerOf(job)).toEqual({ state: 'REFUSED', certain: true });
    await smtp.close();
  });

  it('that is not there is asked again', async () => {
    const job = await someJob();
    await expect(send(job, smtpTo('smtp://127.0.0.1:1'))).rejects.toThrow(/ECONNREFUSED/);
    const smtp = await startSmtp();
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });
});

describe('a worker that dies', () => {
  it('before the last byte has sent nothing, and another sends it', async () => {
    const job = await someJob();
    // What a dead worker leaves: a claim, and nothing more.
    await claimMail(world.em(), mailId(job), job.bookingId);
    const smtp = await startSmtp();
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });

  it('while the server makes up its mind has sent it, and nobody sends it again', async () => {
    const job = await someJob();
    let answer: (() => void) | undefined;
    const smtp = await startSmtp(() => new Promise((resolve) => void (answer = () => resolve(null))));
    const dying = send(job, smtpTo(smtp.url)).catch(() => undefined);
    await eventually(() => expect(answer).toBeDefined());
    await expect(send(job, smtpTo(smtp.url))).rejects.toThrow(MailInDoubt);
    expect(await ledgerOf(job)).toEqual({ state: 'HANDED_OVER', certain: true });
    answer!();
    await dying;
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toHaveLength(1);
    await smtp.close();
  });

  it('is given up after three minutes, and its mail noted as sent and uncertain', async () => {
    const job = await someJob();
    const claim = await claimMail(world.em(), mailId(job), job.bookingId);
    await handOver(world.em(), mailId(job), (claim as { attempt: string }).attempt);
    const smtp = await startSmtp();
    await expect(send(job, smtpTo(smtp.url))).rejects.toThrow(MailInDoubt);
    await readRows(
      world.em(),
      sql`update mail set handed_over_at = handed_over_at - interval '181 seconds' where id = ${mailId(job)}`,
    );
    await send(job, smtpTo(smtp.url));
    expect(smtp.received).toEqual([]);
    expect(await ledgerOf(job)).toEqual({ state: 'SENT', certain: false });
    await smtp.close();
  });
});
