import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Directive, ObjectType } from 'type-graphql';
import { readRows } from './database.ts';
import { badInput } from './errors.ts';
import { Problem } from './problem.ts';

/** How long a key is remembered. */
export const idempotencyHours = 24;

@Directive('@shareable')
@ObjectType('IdempotencyConflict', {
  implements: Problem,
  description:
    'The idempotency key was used before, for another operation or with another input. Nothing was done.',
})
export class IdempotencyConflict extends Problem {}

/** What came of a mutation, as JSON: the ids of what it made, or the refusal. Enough to answer the same again. */
export type Outcome = { type: string } & Record<string, unknown>;

/** Thrown inside the work of a mutation to undo all of it and have the refusal remembered as its outcome. */
export class Refusal extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.type);
    this.outcome = outcome;
  }
}

interface Attempt {
  /** The viewer's subject: another actor's key is another key. */
  actor: string;
  key: string;
  operation: string;
  /** The arguments apart from the key; compared by value. */
  input: unknown;
  now: Date;
}

export type Settled<T extends Outcome> = { outcome: T; replayed: boolean } | 'conflict';

/**
 * Runs `work` once for a key, in one transaction with the memory of it. A repeat waits for the first to end and gets its
 * outcome; the key with another input gets 'conflict'. A `Refusal` thrown by `work` undoes its changes and is remembered;
 * any other error undoes everything, the key included, so a fault can be retried.
 */
export async function settleOnce<T extends Outcome>(
  em: EntityManager,
  attempt: Attempt,
  work: (em: EntityManager) => Promise<T>,
): Promise<Settled<T>> {
  const { actor, operation, now } = attempt;
  const key = requireIdempotencyKey(attempt.key);
  const inputHash = createHash('sha256').update(canonicalJson(attempt.input)).digest('hex');
  return em.transactional(async (tx) => {
    const oldest = new Date(now.getTime() - idempotencyHours * 3_600_000);
    // The primary key makes a concurrent repeat wait here until the first attempt has committed or given up.
    const inserted = await readRows(
      tx,
      sql<{ actor: string }>`
        insert into idempotency as known (actor, key, operation, input_hash, created_at)
        values (${actor}, ${key}, ${operation}, ${inputHash}, ${now})
        on conflict (actor, key) do update
          set operation = excluded.operation, input_hash = excluded.input_hash, outcome = null, created_at = excluded.created_at
          where known.created_at < ${oldest}
        returning actor`,
    );
    if (inserted.length === 0) return replay<T>(tx, actor, key, operation, inputHash);
    const outcome = await attemptWork(tx, work);
    const stored = JSON.stringify(outcome);
    await readRows(
      tx,
      sql`update idempotency set outcome = ${stored}::jsonb where actor = ${actor} and key = ${key}`,
    );
    return { outcome, replayed: false };
  });
}

async function attemptWork<T extends Outcome>(
  tx: EntityManager,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    // Nested, so a savepoint: a refusal undoes the work and keeps the key.
    return await tx.transactional((nested) => work(nested));
  } catch (error) {
    if (error instanceof Refusal) return error.outcome as T;
    throw error;
  }
}

async function replay<T extends Outcome>(
  tx: EntityManager,
  actor: string,
  key: string,
  operation: string,
  inputHash: string,
): Promise<Settled<T>> {
  const [known] = await readRows(
    tx,
    sql<{ operation: string; input_hash: string; outcome: T }>`
      select operation, input_hash, outcome from idempotency where actor = ${actor} and key = ${key}`,
  );
  if (known === undefined || known.operation !== operation || known.input_hash !== inputHash)
    return 'conflict';
  return { outcome: known.outcome, replayed: true };
}

/** Whether the actor has used the key, so that `settleOnce` would answer from memory and work that comes before it can be left. */
export async function isKeyRemembered(
  em: EntityManager,
  actor: string,
  key: string,
  now: Date,
): Promise<boolean> {
  const oldest = new Date(now.getTime() - idempotencyHours * 3_600_000);
  const rows = await readRows(
    em,
    sql`select from idempotency where actor = ${actor} and key = ${key} and created_at >= ${oldest}`,
  );
  return rows.length > 0;
}

/** Deletes the keys that are past remembering; the answer counts them. */
export async function forgetOldKeys(em: EntityManager, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - idempotencyHours * 3_600_000);
  const rows = await readRows(
    em,
    sql<object>`delete from idempotency where created_at < ${oldest} returning key`,
  );
  return rows.length;
}

function requireIdempotencyKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw badInput(
      'idempotencyKey must be 1 to 255 visible ASCII characters, a UUID for instance.',
      'idempotencyKey',
    );
  }
  return key;
}

/** JSON with sorted keys, so that the same input written in another order is the same input. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
