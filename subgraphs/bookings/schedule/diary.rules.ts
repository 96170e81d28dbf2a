import type { AppointmentKind } from '../../shared/vocabulary.ts';
import { openSlots, type OpenSlot, type Period } from '../slot/slot.rules.ts';
import type { TherapistDiary } from './diary.ts';

/** The soonest open slots that start in the window: none when the therapist is not public or takes no such bookings. */
export function openSlotsOf(
  diary: TherapistDiary,
  kind: AppointmentKind,
  window: Period,
  now: Date,
  limit: number,
): OpenSlot[] {
  if (!offers(diary, kind)) return [];
  return openSlots(diary.rules, diary.busy, kind, window, now.getTime(), { limit });
}

/** Consultations are how new clients come, so a therapist who takes none offers none; sessions go on. */
export function offers(diary: TherapistDiary, kind: AppointmentKind): boolean {
  return diary.isPublic && (diary.acceptingNewClients || kind === 'SESSION');
}
