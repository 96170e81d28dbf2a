import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput, forbidden, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { hasRole, type Viewer } from '../../shared/viewer.ts';
import { bySystem, recordBookingChange, type ChangeActor } from './booking-changes.ts';
import type { BookingActor, BookingEventType } from './booking-event.entity.ts';
import { lockParties } from './booking-locks.ts';
import type { BookingOutcome } from './booking-outcomes.ts';
import { BookingStatus } from './booking-status.ts';
import { transitionFor, transitions } from './booking-transitions.rules.ts';
import { Booking } from './booking.entity.ts';

/** An appointment in the hands of somebody who may change it, locked with both its parties. */
export interface BookingInHand {
  booking: Booking;
  actor: ChangeActor & { role: 'CLIENT' | 'THERAPIST' | 'ADMIN'; subject: string };
}

interface PartiesRow {
  clientId: string;
  therapistId: string;
  clientSubject: string;
  ownerSubject: string | null;
}

/**
 * Takes an appointment in hand for the viewer: its client, its therapist or an admin. For all others it is NOT_FOUND. What
 * its time has already brought about, the end of a hold or of the appointment, is made true first.
 */
export async function takeBooking(
  em: EntityManager,
  bookingId: string,
  viewer: Viewer,
  now: Date,
): Promise<BookingInHand> {
  const [parties] = await readRows(
    em,
    sql<PartiesRow>`
      select client_id as "clientId", therapist_id as "therapistId", client.subject as "clientSubject",
        therapist.owner_subject as "ownerSubject"
      from booking join client on client.id = client_id join therapist on therapist.id = therapist_id
      where booking.id = ${bookingId}`,
  );
  const role = parties === undefined ? null : roleIn(parties, viewer);
  if (parties === undefined || role === null) throw notFound('The booking');
  await lockParties(em, { clientIds: [parties.clientId], therapistIds: [parties.therapistId] });
  const booking = await em.findOneOrFail(Booking, bookingId, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  await catchUp(em, booking, now);
  return { booking, actor: { role, subject: viewer.subject } };
}

/** Who the viewer is to an appointment; null for nobody. */
export function roleIn(
  parties: Pick<PartiesRow, 'clientSubject' | 'ownerSubject'>,
  viewer: Viewer | null,
): 'CLIENT' | 'THERAPIST' | 'ADMIN' | null {
  if (viewer === null) return null;
  if (parties.clientSubject === viewer.subject) return 'CLIENT';
  if (parties.ownerSubject === viewer.subject) return 'THERAPIST';
  return hasRole(viewer, 'admin') ? 'ADMIN' : null;
}

/** Makes true what the clock has brought about and no worker has written yet. */
async function catchUp(em: EntityManager, booking: Booking, now: Date): Promise<void> {
  if (booking.status === BookingStatus.HELD && booking.heldUntil! <= now) {
    await recordBookingChange(em, { booking, event: 'EXPIRED', actor: bySystem, now });
  } else if (booking.status === BookingStatus.CONFIRMED && booking.endsAt <= now) {
    await recordBookingChange(em, { booking, event: 'COMPLETED', actor: bySystem, now });
  }
}

/** FORBIDDEN for somebody who never may do that, whatever the state: to them a refusal would tell of it. */
export function requireActor({ actor }: BookingInHand, event: BookingEventType): void {
  if (!transitions.some((known) => known.event === event && known.by.includes(actor.role)))
    throw forbidden('This is not yours to do with this booking.');
}

/** Refuses what cannot follow the state the appointment is in; FORBIDDEN for somebody who may not do that. */
export function requireTransition(inHand: BookingInHand, event: BookingEventType): void {
  requireActor(inHand, event);
  const { booking, actor } = inHand;
  const transition = transitionFor(booking.status, event);
  if (transition === null) {
    const { id: bookingId, status } = booking;
    throw new Refusal({ type: 'BookingStateConflict', bookingId, status } satisfies BookingOutcome);
  }
  if (!transition.by.includes(actor.role)) throw forbidden('This is not yours to do with this booking.');
}

/** The reason to keep with what was done; BAD_USER_INPUT when it is too long or cannot be kept, or missing from one who must give it. */
export function requireReason(
  reason: string | null | undefined,
  role: BookingActor,
  from: readonly BookingActor[],
): string | null {
  // Half of a surrogate pair is no text to PostgreSQL's JSON, in which mail waits.
  const text = reason?.trim().toWellFormed() ?? '';
  if (text.includes('\0')) throw badInput('reason must not hold the character U+0000.', 'reason');
  if (text.length > 500) throw badInput('reason must be at most 500 characters.', 'reason');
  if (text !== '') return text;
  if (from.includes(role)) throw badInput('reason is needed from anybody but the client.', 'reason');
  return null;
}
