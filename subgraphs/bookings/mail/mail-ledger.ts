import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';

/**
 * How long a mail that was handed over may wait for the server's answer. Longer than a connection lives, so that whoever
 * handed it over has heard by then, or is dead.
 */
export const answerSeconds = 180;

/** What an attempt to send a mail finds: the right to try, or why not. */
export type Claim =
  | { state: 'MINE'; attempt: string }
  /** Another attempt is past the point where it could be called back, and has not said what came of it. */
  | { state: 'IN_DOUBT' }
  /** It has been sent, or refused for good. */
  | { state: 'SETTLED'; justNow: boolean };

// A mail goes WAITING → HANDED_OVER → SENT. Before the last byte leaves, the attempt that has the claim moves the row to
// HANDED_OVER; only one can, since another that took the claim meanwhile has changed `attempt`. From there it goes back to
// WAITING only when the server has said no. Every step is a transaction of its own, made by the database's clock.

/** Takes the claim, from another attempt if need be: that one then cannot hand the mail over any more. */
export async function claimMail(em: EntityManager, id: string, bookingId: string): Promise<Claim> {
  const attempt = randomUUID();
  const [claimed] = await readRows(
    em.fork(),
    sql<object>`
      insert into mail as known (id, booking_id, state, attempt) values (${id}, ${bookingId}, 'WAITING', ${attempt})
      on conflict (id) do update set attempt = excluded.attempt where known.state = 'WAITING' returning id`,
  );
  if (claimed !== undefined) return { state: 'MINE', attempt };
  // Whoever handed it over is dead: the server had all of it but for its own answer, so it is taken as sent.
  const [settled] = await readRows(
    em.fork(),
    sql<object>`
      update mail set state = 'SENT', is_certain = false, settled_at = now()
      where id = ${id} and state = 'HANDED_OVER' and handed_over_at < now() - make_interval(secs => ${answerSeconds})
      returning id`,
  );
  if (settled !== undefined) return { state: 'SETTLED', justNow: true };
  const [known] = await readRows(em.fork(), sql<{ state: string }>`select state from mail where id = ${id}`);
  return known?.state === 'SENT' || known?.state === 'REFUSED'
    ? { state: 'SETTLED', justNow: false }
    : { state: 'IN_DOUBT' };
}

/** Another attempt has taken the claim, so this one must not go on. */
export class ClaimLost extends Error {}

/** The point of no return, before the last byte. @throws ClaimLost */
export async function handOver(em: EntityManager, id: string, attempt: string): Promise<void> {
  const [handedOver] = await readRows(
    em.fork(),
    sql<object>`
      update mail set state = 'HANDED_OVER', handed_over_at = now()
      where id = ${id} and attempt = ${attempt} and state = 'WAITING' returning id`,
  );
  if (handedOver === undefined) throw new ClaimLost();
}

/** Writes down what came of the attempt: sent, refused for good, or to be tried again. */
export async function settleMail(
  em: EntityManager,
  id: string,
  attempt: string,
  state: 'SENT' | 'REFUSED' | 'WAITING',
  isCertain = true,
): Promise<void> {
  await readRows(
    em.fork(),
    sql`
      update mail set state = ${state}, is_certain = ${isCertain},
        handed_over_at = case when ${state} = 'WAITING' then null else handed_over_at end,
        settled_at = case when ${state} = 'WAITING' then null else now() end
      where id = ${id} and attempt = ${attempt} and state in ('WAITING', 'HANDED_OVER')`,
  );
}
