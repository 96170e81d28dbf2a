import type { EntityManager } from '@mikro-orm/postgresql';
import { settleOnce, type Outcome, type Settled } from '../../shared/idempotency.ts';
import { requireViewer, type Viewer } from '../../shared/viewer.ts';
import type { BookingsContext } from '../bookings.ts';
import type { BookingOutcome } from './booking-outcomes.ts';

const mostAttempts = 4;

/** Runs the work of a mutation once for its idempotency key; see `settleOnce`. UNAUTHENTICATED for the anonymous. */
export async function settleBooking<T extends Outcome = BookingOutcome>(
  context: BookingsContext,
  operation: string,
  key: string,
  input: Record<string, unknown>,
  work: (em: EntityManager, viewer: Viewer) => Promise<T>,
): Promise<Settled<T>> {
  const viewer = requireViewer(context);
  const attempt = { actor: viewer.subject, key, operation, input, now: context.now };
  for (let count = 1; ; count++) {
    try {
      return await settleOnce(context.em.fork(), attempt, (em) => work(em, viewer));
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
