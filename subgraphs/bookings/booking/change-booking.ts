import type { EntityManager } from '@mikro-orm/postgresql';
import { badInput, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { encodeSlotId, type SlotKey } from '../slot/slot-id.ts';
import { Therapist } from '../therapist/therapist.entity.ts';
import { recordBookingChange } from './booking-changes.ts';
import { catchUpParties } from './booking-locks.ts';
import type { BookingOutcome } from './booking-outcomes.ts';
import { BookingStatus } from './booking-status.ts';
import { changeableUntil, clashOf, judgeTime } from './booking.rules.ts';
import { requireDiary } from './book-slot.ts';
import { readAgenda } from './client-agenda.ts';
import { requireActor, requireReason, requireTransition, takeBooking } from './own-booking.ts';
import { refuse, refusedBy, timesOf } from './place-booking.ts';

/** Makes a hold an appointment, unless the hold has run out. */
export async function confirmBooking(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  now: Date,
): Promise<BookingOutcome> {
  const inHand = await takeBooking(em, bookingId, viewer, now);
  const { booking, actor } = inHand;
  requireActor(inHand, 'CONFIRMED');
  if (booking.status === BookingStatus.EXPIRED) {
    const { therapistId, kind, startsAt } = booking;
    const slotId = encodeSlotId({ therapistId, kind, startsAt: startsAt.getTime() });
    throw new Refusal({ type: 'HoldExpired', slotId } satisfies BookingOutcome);
  }
  requireTransition(inHand, 'CONFIRMED');
  // Held while the therapist was public: what could not be booked now cannot be confirmed now.
  const therapist = await em.findOneOrFail(Therapist, booking.therapistId, { refresh: true });
  if (!therapist.isPublic) throw notFound('The slot');
  await recordBookingChange(em, { booking, event: 'CONFIRMED', actor, now });
  return { type: 'BookingSuccess', bookingId };
}

/** Calls an appointment off, or lets a hold go: the client in time, the therapist and admins always, with a reason. */
export async function cancelBooking(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  givenReason: string | null,
  now: Date,
): Promise<BookingOutcome> {
  const inHand = await takeBooking(em, bookingId, viewer, now);
  const { booking, actor } = inHand;
  const reason = requireReason(givenReason, actor.role, ['THERAPIST', 'ADMIN']);
  requireTransition(inHand, 'CANCELLED');
  const until = changeableUntil(booking);
  if (actor.role === 'CLIENT' && booking.status === BookingStatus.CONFIRMED && now > until) {
    const cancellableUntil = until.toISOString();
    throw new Refusal({ type: 'TooLateToCancel', cancellableUntil } satisfies BookingOutcome);
  }
  await recordBookingChange(em, { booking, event: 'CANCELLED', actor, now, reason });
  return { type: 'BookingSuccess', bookingId };
}

/** Moves an appointment to another open slot of the same therapist and kind: it has the new time, or still the old. */
export async function rescheduleBooking(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  slot: SlotKey,
  givenReason: string | null,
  now: Date,
): Promise<BookingOutcome> {
  const inHand = await takeBooking(em, bookingId, viewer, now);
  const { booking, actor } = inHand;
  const { therapistId, clientId } = booking;
  const reason = requireReason(givenReason, actor.role, ['THERAPIST', 'ADMIN']);
  if (slot.therapistId !== therapistId || slot.kind !== booking.kind) {
    throw badInput('slotId must be a slot of the same therapist and kind as the booking.', 'slotId');
  }
  requireTransition(inHand, 'RESCHEDULED');
  if (slot.startsAt === booking.startsAt.getTime()) return { type: 'BookingSuccess', bookingId };
  const until = changeableUntil(booking);
  if (actor.role === 'CLIENT' && now > until) {
    const reschedulableUntil = until.toISOString();
    throw new Refusal({ type: 'TooLateToReschedule', reschedulableUntil } satisfies BookingOutcome);
  }
  await catchUpParties(em, { clientIds: [clientId], therapistIds: [therapistId] }, now);
  const diary = await requireDiary(em, therapistId, now, bookingId);
  refuse(judgeTime(diary, slot, now.getTime()), diary, slot, now);
  const times = timesOf(diary, slot);
  const { active } = await readAgenda(em, clientId, therapistId);
  const clash = clashOf(active, times.startsAt.getTime(), times.endsAt.getTime(), bookingId);
  if (clash !== null) refuse({ type: 'ClientBusy', bookingId: clash.id }, diary, slot, now);
  await refusedBy(slot, () =>
    recordBookingChange(em, { booking, event: 'RESCHEDULED', actor, now, reason, times }),
  );
  return { type: 'BookingSuccess', bookingId };
}

/** Notes that the client did not come: from the start of the appointment until it has been completed. */
export async function markNoShow(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  givenReason: string | null,
  now: Date,
): Promise<BookingOutcome> {
  const inHand = await takeBooking(em, bookingId, viewer, now);
  const { booking, actor } = inHand;
  const reason = requireReason(givenReason, actor.role, ['ADMIN']);
  requireTransition(inHand, 'MARKED_NO_SHOW');
  if (now < booking.startsAt) {
    const startsAt = booking.startsAt.toISOString();
    throw new Refusal({ type: 'NotYetStarted', bookingId, startsAt } satisfies BookingOutcome);
  }
  await recordBookingChange(em, { booking, event: 'MARKED_NO_SHOW', actor, now, reason });
  return { type: 'BookingSuccess', bookingId };
}
