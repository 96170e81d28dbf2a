import type { EntityManager } from '@mikro-orm/postgresql';
import { IdempotencyConflict, settleOnce, type Outcome, type Settled } from '../shared/idempotency.ts';
import { requireViewer, type Viewer } from '../shared/viewer.ts';
import type { TherapistsContext } from './therapists.ts';

/** The same in every mutation. */
export const keyDescription =
  'Any text of 1 to 255 visible ASCII characters that names this one wish, a UUID for instance. Sent again within 24 hours with the same arguments, it answers the same and does nothing.';

/** The same in every success. */
export const replayedDescription =
  'Whether the idempotency key had been used before for the same, so that nothing was done now.';

const mostAttempts = 4;

/** Runs the work of a mutation once for its idempotency key; see `settleOnce`. UNAUTHENTICATED for the anonymous. */
export async function settle<T extends Outcome>(
  context: TherapistsContext,
  attempt: { operation: string; key: string; input: unknown },
  work: (em: EntityManager, viewer: Viewer) => Promise<T>,
): Promise<Settled<T>> {
  const viewer = requireViewer(context);
  for (let count = 1; ; count++) {
    try {
      const { now } = context;
      const settled = { ...attempt, actor: viewer.subject, now };
      return await settleOnce(context.em.fork(), settled, (em) => work(em, viewer));
    } catch (error) {
      if (count >= mostAttempts || !isWorthAnotherTry(error)) throw error;
    }
  }
}

/** PostgreSQL gave one of two transactions up so that the other could go on: nothing was done, and now it can be. */
function isWorthAnotherTry(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (['40001', '40P01'].includes(String((cause as { code?: unknown }).code))) return true;
  }
  return false;
}

/** An object of a GraphQL type, so that unions know which it is. */
export function made<T extends object>(type: new () => T, fields: T): T {
  return Object.assign(new type(), fields);
}

export function conflictAnswer(): IdempotencyConflict {
  return made(IdempotencyConflict, {
    message: 'This idempotency key was used before for something else. Use a new key for each new wish.',
  });
}
