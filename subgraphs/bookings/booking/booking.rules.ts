import type { TherapistDiary } from '../schedule/diary.ts';
import { slotVerdict, type EpochMs, type SlotKind } from '../slot/slot.rules.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';
import type { AgendaItem, ClientAgenda } from './client-agenda.ts';

/** How long a hold stands. */
export const holdMinutes = 10;

/** Consultations that a client may have before them at one time; the database has as many places. */
export const mostUpcomingConsultations = 3;

/** Times that a client may keep without confirming, so that nobody empties a therapist's week by holding it. */
export const mostHolds = 3;

/** Why a time cannot be booked, with what the client needs to go on. */
export type BookingRefusal =
  | { type: 'SlotTaken' }
  | { type: 'TooSoon'; earliest: EpochMs }
  | { type: 'NotAcceptingNewClients' }
  | { type: 'ConsultationAlreadyUsed'; bookingId: string }
  | { type: 'ClientBusy'; bookingId: string }
  | { type: 'TooManyConsultations'; bookingIds: string[] }
  | { type: 'TooManyHolds'; bookingIds: string[] };

export interface WantedTime {
  kind: SlotKind;
  startsAt: EpochMs;
}

/** Whether the therapist's side of it is open: null when it is. */
export function judgeTime(
  diary: TherapistDiary,
  { kind, startsAt }: WantedTime,
  now: EpochMs,
): BookingRefusal | null {
  const verdict = slotVerdict(diary.rules, diary.busy, kind, startsAt, now);
  if (verdict === 'OPEN') return null;
  if (verdict === 'TOO_SOON')
    return { type: 'TooSoon', earliest: now + diary.rules.minimumNoticeMinutes * MINUTE_MS };
  return { type: 'SlotTaken' };
}

/** Whether the client may have a new appointment at that time: null when they may. Holds that have run out must be gone. */
export function judgeClient(
  diary: TherapistDiary,
  agenda: ClientAgenda,
  { kind, startsAt }: WantedTime,
): BookingRefusal | null {
  if (kind === 'CONSULTATION' && agenda.consultationId !== null) {
    return { type: 'ConsultationAlreadyUsed', bookingId: agenda.consultationId };
  }
  if (!diary.acceptingNewClients && (kind === 'CONSULTATION' || !agenda.isKnown))
    return { type: 'NotAcceptingNewClients' };
  const endsAt = startsAt + diary.rules.kinds[kind].lengthMinutes * MINUTE_MS;
  const other = clashOf(agenda.active, startsAt, endsAt);
  if (other !== null) return { type: 'ClientBusy', bookingId: other.id };
  if (kind === 'CONSULTATION' && freePlace(agenda) === null) {
    const upcoming = agenda.active.filter((item) => item.kind === 'CONSULTATION');
    return { type: 'TooManyConsultations', bookingIds: upcoming.map(({ id }) => id) };
  }
  return null;
}

/** Whether the client may hold one more time: null when they may. What the waitlist offered them does not count. */
export function judgeHolds(agenda: ClientAgenda): BookingRefusal | null {
  const holds = agenda.active.filter(({ status, isOffer }) => status === 'HELD' && !isOffer);
  if (holds.length < mostHolds) return null;
  return { type: 'TooManyHolds', bookingIds: holds.map(({ id }) => id) };
}

/** The appointment that overlaps a time; those that merely touch do not. */
export function clashOf(
  items: readonly AgendaItem[],
  startsAt: EpochMs,
  endsAt: EpochMs,
  exceptId?: string,
): AgendaItem | null {
  return (
    items.find((item) => item.id !== exceptId && item.startsAt < endsAt && item.endsAt > startsAt) ?? null
  );
}

/** The lowest of the client's places for upcoming consultations that none takes; null when all are taken. */
export function freePlace({ active }: ClientAgenda): number | null {
  const taken = new Set(
    active.filter(({ kind }) => kind === 'CONSULTATION').map((item) => item.consultationPlace),
  );
  for (let place = 1; place <= mostUpcomingConsultations; place++) if (!taken.has(place)) return place;
  return null;
}

/** Until when the client may cancel or move an appointment that is confirmed. */
export function changeableUntil(booking: { startsAt: Date; cancellationNoticeHours: number }): Date {
  return new Date(booking.startsAt.getTime() - booking.cancellationNoticeHours * 60 * MINUTE_MS);
}
