import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { badInput } from '../../shared/errors.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { requireDiary, requireNotOwn } from '../booking/book-slot.ts';
import { recordBookingChanges } from '../booking/booking-changes.ts';
import { catchUpParties, lockClientOf, lockTherapists } from '../booking/booking-locks.ts';
import type { BookingOutcome } from '../booking/booking-outcomes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { Booking } from '../booking/booking.entity.ts';
import { changeableUntil, judgeClient, judgeTime } from '../booking/booking.rules.ts';
import { readAgenda } from '../booking/client-agenda.ts';
import { placeBooking, refuse } from '../booking/place-booking.ts';
import type { SlotKey } from '../slot/slot-id.ts';
import { WaitlistEntry } from '../waitlist/waitlist-entry.entity.ts';

/**
 * Cancels the viewer's upcoming appointments with one therapist and books a time with another, all or nothing. An
 * appointment that it is too late to cancel stands and is reported, so that nobody has to stay because of one.
 */
export async function switchTherapist(
  em: EntityManager,
  viewer: Viewer,
  { from, slot, reason }: { from: string; slot: SlotKey; reason: string | null },
  now: Date,
): Promise<BookingOutcome> {
  if (slot.therapistId === from) throw badInput('slotId must be a slot of another therapist.', 'slotId');
  const glance = await requireDiary(em, slot.therapistId, now);
  requireNotOwn(glance, viewer);
  refuse(judgeTime(glance, slot, now.getTime()), glance, slot, now);

  const clientId = await lockClientOf(em, viewer, now);
  await lockTherapists(em, [from, slot.therapistId]);
  await catchUpParties(em, { clientIds: [clientId], therapistIds: [from, slot.therapistId] }, now);
  const upcoming = await em.find(
    Booking,
    {
      clientId,
      therapistId: from,
      status: { $in: [BookingStatus.HELD, BookingStatus.CONFIRMED] },
      endsAt: { $gt: now },
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { startsAt: 'asc', id: 'asc' }, refresh: true },
  );
  const isLate = (booking: Booking) =>
    booking.status === BookingStatus.CONFIRMED && now > changeableUntil(booking);
  // Before anything is freed, so that it is not offered back.
  await em.nativeUpdate(
    WaitlistEntry,
    { clientId, therapistId: from, status: 'WAITING' },
    { status: 'LEFT', updatedAt: now },
  );
  const kept = upcoming.filter(isLate).map(({ id }) => id);
  const cancelled = upcoming.filter((booking) => !isLate(booking));
  const actor = { role: 'CLIENT', subject: viewer.subject } as const;
  await recordBookingChanges(
    em,
    cancelled.map((booking) => ({ booking, event: 'CANCELLED', actor, now, reason })),
  );

  const diary = await requireDiary(em, slot.therapistId, now);
  refuse(judgeTime(diary, slot, now.getTime()), diary, slot, now);
  const agenda = await readAgenda(em, clientId, slot.therapistId);
  refuse(judgeClient(diary, agenda, slot), diary, slot, now);
  const booking = await placeBooking(em, { slot, diary, agenda, event: 'CONFIRMED', actor, now });
  return {
    type: 'TherapistSwitched',
    bookingId: booking.id,
    cancelled: cancelled.map(({ id }) => id),
    kept,
  };
}
