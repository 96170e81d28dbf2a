import type { EntityManager } from '@mikro-orm/postgresql';
import { bookingChangeHooks } from './booking-change-hooks.ts';
import { BookingEvent, type BookingActor, type BookingEventType } from './booking-event.entity.ts';
import type { BookingStatus } from './booking-status.ts';
import { transitionFor } from './booking-transitions.rules.ts';
import type { Booking } from './booking.entity.ts';

/** Who brings a change about; the subject is null only for what happens by itself. */
export interface ChangeActor {
  role: BookingActor;
  subject: string | null;
}

export const bySystem: ChangeActor = { role: 'SYSTEM', subject: null };

/** A new time for an appointment that is rescheduled. */
export type BookingTimes = Pick<Booking, 'startsAt' | 'endsAt' | 'blockedFrom' | 'blockedUntil'>;

/** One step in the life of an appointment. */
export interface BookingChange {
  booking: Booking;
  /** True for a booking that was made with `em.create` and is not written yet; its status is set here. */
  begins?: boolean;
  event: BookingEventType;
  actor: ChangeActor;
  now: Date;
  /** In the words of the person who did it. */
  reason?: string | null;
  /** For RESCHEDULED only. */
  times?: BookingTimes;
}

/** A change that has been written, for those who act on it in the same transaction. */
export interface RecordedChange extends BookingChange {
  /** Null for an appointment that has just begun. */
  previousStatus: BookingStatus | null;
  /** When it was to start and end before it was rescheduled. */
  previousTimes: BookingTimes | null;
}

/** The change cannot follow the state the appointment is in, or not by this actor. A fault of ours if it gets here. */
export class ImpossibleTransition extends Error {}

/**
 * The one door of every state change: judges it by the transition table, writes the state and the timeline, raises the
 * calendar sequence, and lets the hooks do their part, all in the transaction of `em`. Constraint violations of PostgreSQL come out as they are.
 */
export async function recordBookingChanges(
  em: EntityManager,
  changes: readonly BookingChange[],
): Promise<RecordedChange[]> {
  if (changes.length === 0) return [];
  const recorded = changes.map((change) => apply(em, change));
  await em.flush();
  for (const hook of bookingChangeHooks()) await hook(em, recorded);
  return recorded;
}

/** `recordBookingChanges` for one. */
export async function recordBookingChange(em: EntityManager, change: BookingChange): Promise<RecordedChange> {
  const [recorded] = await recordBookingChanges(em, [change]);
  return recorded!;
}

function apply(em: EntityManager, change: BookingChange): RecordedChange {
  const { booking, begins = false, event, actor, now, reason = null, times } = change;
  const previousStatus = begins ? null : booking.status;
  const transition = transitionFor(previousStatus, event);
  if (transition === null || !transition.by.includes(actor.role)) {
    throw new ImpossibleTransition(`${event} by ${actor.role} cannot follow ${previousStatus ?? 'nothing'}`);
  }
  const { startsAt, endsAt, blockedFrom, blockedUntil } = booking;
  const previousTimes = times === undefined ? null : { startsAt, endsAt, blockedFrom, blockedUntil };
  Object.assign(booking, times);
  booking.status = transition.to;
  booking.updatedAt = now;
  if (transition.raisesSequence) booking.sequence += 1;
  em.persist(booking);
  em.create(BookingEvent, {
    bookingId: booking.id,
    at: now,
    type: event,
    actor: actor.role,
    actorSubject: actor.subject,
    reason,
    previousStartsAt: previousTimes?.startsAt ?? null,
  });
  return { ...change, previousStatus, previousTimes };
}
