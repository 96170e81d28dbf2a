import type { EntityManager } from '@mikro-orm/postgresql';
import { badInput, forbidden, notFound } from '../../shared/errors.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { readDiaries, type TherapistDiary } from '../schedule/diary.ts';
import { decodeSlotId, type SlotKey } from '../slot/slot-id.ts';
import { catchUpParties, lockClientOf, lockTherapists } from './booking-locks.ts';
import type { BookingOutcome } from './booking-outcomes.ts';
import { judgeClient, judgeHolds, judgeTime } from './booking.rules.ts';
import { readAgenda } from './client-agenda.ts';
import { placeBooking, refuse } from './place-booking.ts';

/** What the id names, or BAD_USER_INPUT. */
export function requireSlotKey(slotId: string, field = 'slotId'): SlotKey {
  const slot = decodeSlotId(slotId);
  if (slot === null) throw badInput(`${field} must be the id of a slot (slot_…).`, field);
  return slot;
}

/** Books a slot for the viewer, as a hold or for good, in the transaction of `em`. */
export async function bookSlot(
  em: EntityManager,
  viewer: Viewer,
  slot: SlotKey,
  event: 'HELD' | 'CONFIRMED',
  now: Date,
): Promise<BookingOutcome> {
  // Most who are late for a time that many want are told here, without standing in line.
  const glance = await requireDiary(em, slot.therapistId, now);
  requireNotOwn(glance, viewer);
  refuse(judgeTime(glance, slot, now.getTime()), glance, slot, now);

  const clientId = await lockClientOf(em, viewer, now);
  await lockTherapists(em, [slot.therapistId]);
  await catchUpParties(em, { clientIds: [clientId], therapistIds: [slot.therapistId] }, now);
  const diary = await requireDiary(em, slot.therapistId, now);
  refuse(judgeTime(diary, slot, now.getTime()), diary, slot, now);
  const agenda = await readAgenda(em, clientId, slot.therapistId);
  refuse(judgeClient(diary, agenda, slot), diary, slot, now);
  if (event === 'HELD') refuse(judgeHolds(agenda), diary, slot, now);
  const actor = { role: 'CLIENT', subject: viewer.subject } as const;
  const booking = await placeBooking(em, { slot, diary, agenda, event, actor, now });
  return { type: 'BookingSuccess', bookingId: booking.id };
}

/** The diary of a therapist whom the public may see; NOT_FOUND for any other. */
export async function requireDiary(
  em: EntityManager,
  therapistId: string,
  now: Date,
  exceptBookingId?: string,
): Promise<TherapistDiary> {
  const [diary] = await readDiaries(em, [therapistId], now, exceptBookingId);
  if (diary === undefined || !diary.isPublic) throw notFound('The slot');
  return diary;
}

/** FORBIDDEN for the therapist whose time it is. */
export function requireNotOwn(diary: TherapistDiary, viewer: Viewer): void {
  if (diary.ownerSubject === viewer.subject) throw forbidden('A therapist cannot book time with themself.');
}
