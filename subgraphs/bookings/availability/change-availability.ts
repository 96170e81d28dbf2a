import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput, forbidden, notFound } from '../../shared/errors.ts';
import type { Outcome, Settled } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { hasRole, requireViewer, type Viewer } from '../../shared/viewer.ts';
import { lockTherapists } from '../booking/booking-locks.ts';
import { requireReason } from '../booking/own-booking.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { readDuties, type Duties } from './duties.ts';
import { collisionOf } from './collisions.rules.ts';

/** What every change of a therapist's own side is asked with. */
export interface AvailabilityRequest {
  operation: string;
  therapistId: string;
  /** Why an admin does it; null from the therapist. */
  reason: string | null | undefined;
  key: string;
  /** Nobody but the therapist may: what is made is a secret of theirs, or speaks in their name. */
  ownerOnly?: boolean;
  /** The other arguments, as they came. */
  input: Record<string, unknown>;
}

/** Who changes something, and with what right. */
export interface TherapistsHand {
  viewer: Viewer;
  role: 'THERAPIST' | 'ADMIN';
  now: Date;
}

/** What came of it; a change that was made names the appointments that it leaves without the therapist. */
export type AvailabilityOutcome = Outcome & { affected?: string[] };

/**
 * Makes a change of a therapist's side once for its idempotency key: for the therapist, or an admin who says why. The
 * therapist stays locked until it is done, so that no appointment slips in between the change and the look at whom it
 * affects. Who did it is written down.
 */
export async function changeAvailability<T extends Outcome>(
  context: BookingsContext,
  request: AvailabilityRequest,
  work: (em: EntityManager, hand: TherapistsHand) => Promise<T>,
): Promise<Settled<T & { affected?: string[] }>> {
  const { now } = context;
  const { operation, key } = request;
  requireViewer(context);
  const therapistId = requireId('Therapist', request.therapistId, 'therapistId');
  const reason = requireReason(request.reason, 'ADMIN', []);
  const input = { therapistId, reason, ...request.input };
  return settleBooking(context, operation, key, input, async (em, viewer) => {
    await lockTherapists(em, [therapistId]);
    const role = await requireRight(em, viewer, therapistId);
    if (role === 'ADMIN' && request.ownerOnly) throw forbidden('Only the therapist themself may do this.');
    if (role === 'ADMIN' && reason === null) throw badInput('reason is needed from an admin.', 'reason');
    const before = await readDuties(em, therapistId, now);
    const outcome = await work(em, { viewer, role, now });
    await em.flush();
    const affected = leftAlone(before, await readDuties(em, therapistId, now));
    await readRows(
      em,
      sql`
        insert into availability_log (therapist_id, at, actor, actor_subject, operation, reason)
        values (${therapistId}, ${now}, ${role}, ${viewer.subject}, ${operation}, ${reason})`,
    );
    return { ...outcome, affected };
  });
}

/** As whom the viewer may touch the therapist's side; FORBIDDEN for everybody else, NOT_FOUND when there is no such therapist. */
async function requireRight(
  em: EntityManager,
  viewer: Viewer,
  therapistId: string,
): Promise<'THERAPIST' | 'ADMIN'> {
  const [therapist] = await readRows(
    em,
    sql<{ owner: string | null }>`select owner_subject as owner from therapist where id = ${therapistId}`,
  );
  if (therapist?.owner === viewer.subject) return 'THERAPIST';
  if (!hasRole(viewer, 'admin')) throw forbidden('Only the therapist and admins may do this.');
  if (therapist === undefined) throw notFound('The therapist');
  return 'ADMIN';
}

/** The appointments for which the therapist was there before and is not after, the soonest first. */
function leftAlone(before: Duties, after: Duties): string[] {
  return after.appointments
    .filter((appointment) => collisionOf(after.rules, after.imported, appointment) !== null)
    .filter((appointment) => collisionOf(before.rules, before.imported, appointment) === null)
    .map(({ id }) => id);
}
