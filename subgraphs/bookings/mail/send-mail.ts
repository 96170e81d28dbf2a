import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { composeMail, type Sender } from './compose-mail.ts';
import { claimMail, handOver, settleMail } from './mail-ledger.ts';
import { mailId, type MailJob } from './mail-job.ts';
import { readMailRow } from './mail.reads.ts';
import { isStillWanted } from './mail.rules.ts';
import type { Delivery, MailTransport } from './transport.ts';

export interface MailService extends Sender {
  transport: MailTransport;
  clock: () => Date;
  log: Logger;
}

/** A mail may have gone out, and whoever sent it has not said so yet: to be looked at again. */
export class MailInDoubt extends Error {}

/**
 * Sends the mail of a job, once, however often and by however many workers it is tried; does nothing when it is no longer
 * wanted. It throws when it is to be tried again.
 *
 * What is promised: no mail is sent again once the whole of it has left. A worker that dies before that has sent nothing,
 * and another sends it. Between the last byte and the server's answer nobody can know: if the worker dies in that moment, or
 * the server stays silent for two minutes, the mail is taken as sent, and noted as uncertain. A server that says no, or that
 * breaks the connection off itself instead of answering, is asked again, as SMTP wants it (RFC 5321, section 4.5.4).
 */
export async function sendMail(em: EntityManager, job: MailJob, service: MailService): Promise<void> {
  const { transport, clock, log } = service;
  const row = await readMailRow(em.fork(), job.bookingId);
  const now = clock();
  if (row === null || !isStillWanted(job, bookingNow(row), now)) return;
  const letter = await composeMail(job, row, service, now);
  if (letter === null) return;
  const id = mailId(job);
  const claim = await claimMail(em, id, job.bookingId);
  if (claim.state === 'IN_DOUBT') throw new MailInDoubt(`${id} may have been sent`);
  if (claim.state === 'SETTLED') {
    if (claim.justNow) log.warn({ mail: id }, 'a mail was cut off before the server answered: taken as sent');
    return;
  }
  const { attempt } = claim;
  let delivery: Delivery;
  try {
    delivery = await transport.deliver(letter, () => handOver(em, id, attempt));
  } catch (error) {
    await settleMail(em, id, attempt, 'WAITING');
    throw error;
  }
  if (delivery !== 'DELIVERED') log.warn({ mail: id, delivery }, 'a mail may not have arrived');
  await settleMail(em, id, attempt, delivery === 'REFUSED' ? 'REFUSED' : 'SENT', delivery !== 'UNANSWERED');
}

function bookingNow({
  status,
  startsAt,
  endsAt,
  heldUntil,
}: NonNullable<Awaited<ReturnType<typeof readMailRow>>>) {
  return {
    status,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    heldUntil: heldUntil === null ? null : new Date(heldUntil),
  };
}
