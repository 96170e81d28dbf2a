import type { EntityManager } from '@mikro-orm/postgresql';
import { violatedConstraint } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { alternativesTo, type TherapistDiary } from '../schedule/diary.ts';
import { encodeSlotId, type SlotKey } from '../slot/slot-id.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';
import type { BookingTimes, ChangeActor } from './booking-changes.ts';
import { recordBookingChange } from './booking-changes.ts';
import type { BookingOutcome } from './booking-outcomes.ts';
import { BookingStatus } from './booking-status.ts';
import { Booking } from './booking.entity.ts';
import { freePlace, holdMinutes, type BookingRefusal } from './booking.rules.ts';
import type { ClientAgenda } from './client-agenda.ts';

/** The times of an appointment by the therapist's present lengths and buffers. */
export function timesOf({ rules }: TherapistDiary, { kind, startsAt }: SlotKey): BookingTimes {
  const endsAt = startsAt + rules.kinds[kind].lengthMinutes * MINUTE_MS;
  return {
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    blockedFrom: new Date(startsAt - rules.bufferBeforeMinutes * MINUTE_MS),
    blockedUntil: new Date(endsAt + rules.bufferAfterMinutes * MINUTE_MS),
  };
}

export interface Placement {
  slot: SlotKey;
  diary: TherapistDiary;
  agenda: ClientAgenda;
  event: 'HELD' | 'CONFIRMED';
  actor: ChangeActor;
  now: Date;
  /** Until when a hold stands, if not for the usual time. */
  heldUntil?: Date;
  seriesId?: string;
  occurrence?: number;
  waitlistEntryId?: string;
}

/** A new appointment, made but not yet written; the rules have been asked. */
export function newBooking(em: EntityManager, placement: Placement): Booking {
  const { slot, diary, agenda, event, now } = placement;
  // Nobody confirms an appointment that has begun.
  const usualEnd = new Date(Math.min(now.getTime() + holdMinutes * MINUTE_MS, slot.startsAt));
  return em.create(
    Booking,
    {
      id: newId('Booking'),
      kind: slot.kind as AppointmentKind,
      status: event === 'HELD' ? BookingStatus.HELD : BookingStatus.CONFIRMED,
      therapistId: diary.therapistId,
      clientId: agenda.clientId,
      ...timesOf(diary, slot),
      heldUntil: event === 'HELD' ? (placement.heldUntil ?? usualEnd) : null,
      consultationPlace: slot.kind === 'CONSULTATION' ? freePlace(agenda) : null,
      seriesId: placement.seriesId ?? null,
      occurrence: placement.occurrence ?? null,
      waitlistEntryId: placement.waitlistEntryId ?? null,
      sequence: 0,
      cancellationNoticeHours: diary.cancellationNoticeHours,
      createdAt: now,
      updatedAt: now,
    },
    { persist: false },
  );
}

/** Writes a new appointment; a refusal by the database is the same refusal as one by the rules. */
export async function placeBooking(em: EntityManager, placement: Placement): Promise<Booking> {
  const { event, actor, now, slot } = placement;
  const booking = newBooking(em, placement);
  await refusedBy(slot, () => recordBookingChange(em, { booking, begins: true, event, actor, now }));
  return booking;
}

/** Runs a write and turns what the constraints refuse into the typed refusal. */
export async function refusedBy<T>(slot: SlotKey, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const outcome = refusalOfConstraint(violatedConstraint(error)?.constraint, encodeSlotId(slot));
    if (outcome === null) throw error;
    throw new Refusal(outcome);
  }
}

/** What the client is told when a constraint refused; the rules see it first, so what they would add is left out. */
function refusalOfConstraint(constraint: string | undefined, slotId: string): BookingOutcome | null {
  switch (constraint) {
    case 'therapist_is_free':
      return { type: 'SlotTaken', slotId, alternatives: null };
    case 'client_is_free':
      return { type: 'ClientBusy', bookingId: null };
    case 'one_consultation_each':
      return { type: 'ConsultationAlreadyUsed', bookingId: null };
    case 'three_upcoming_consultations':
      return { type: 'TooManyConsultations', bookingIds: [] };
    default:
      return null;
  }
}

/** Ends the work of a mutation with a refusal by the rules; does nothing when they refuse nothing. */
export function refuse(
  refusal: BookingRefusal | null,
  diary: TherapistDiary,
  slot: SlotKey,
  now: Date,
): void {
  if (refusal === null) return;
  const slotId = encodeSlotId(slot);
  const nearest = () =>
    alternativesTo(diary, slot.kind as AppointmentKind, slot.startsAt, now).map(({ kind, startsAt }) =>
      encodeSlotId({ therapistId: diary.therapistId, kind, startsAt }),
    );
  switch (refusal.type) {
    case 'SlotTaken':
      throw new Refusal({ type: 'SlotTaken', slotId, alternatives: nearest() } satisfies BookingOutcome);
    case 'TooSoon': {
      const earliest = new Date(refusal.earliest).toISOString();
      throw new Refusal({ type: 'TooSoon', earliest, alternatives: nearest() } satisfies BookingOutcome);
    }
    default:
      throw new Refusal(refusal satisfies BookingOutcome);
  }
}
