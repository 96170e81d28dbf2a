import { notFound } from '../../shared/errors.ts';
import { IdempotencyConflict, type Settled } from '../../shared/idempotency.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { BookingsContext } from '../bookings.ts';
import { alternativesTo } from '../schedule/diary.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { decodeSlotId } from '../slot/slot-id.ts';
import { slotById } from '../slot/slot.reference.ts';
import { toSlot, type SlotType } from '../slot/slot.type.ts';
import type { BookingOutcome } from './booking-outcomes.ts';
import * as problems from './booking.problems.ts';
import { bookingById } from './booking.reference.ts';
import type { BookingType } from './booking.type.ts';
import { holdMinutes, mostHolds, mostUpcomingConsultations } from './booking.rules.ts';

/** The refusals that any mutation about a time may end with. */
export type ProblemOutcome = Exclude<
  BookingOutcome,
  { type: 'SeriesBooked' | 'SeriesCancelled' | 'TherapistSwitched' | 'WaitlistSuccess' | 'BookingSuccess' }
>;

export function conflictAnswer(): IdempotencyConflict {
  return made(IdempotencyConflict, {
    message: 'This idempotency key was used before for something else. Use a new key for each new wish.',
  });
}

/** What the client is told of one appointment that was booked or changed, or why not. `reason` lets an admin see it. */
export async function bookingAnswer(
  context: BookingsContext,
  settled: Settled<BookingOutcome>,
  reason: string | null = null,
): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  if (outcome.type === 'BookingSuccess') {
    const booking = await bookingById(context, outcome.bookingId, reason);
    if (booking === null) throw notFound('The booking');
    return made(problems.BookingSuccess, { booking, replayed });
  }
  return problemAnswer(context, outcome as ProblemOutcome, reason);
}

/** A refusal as the graph shows it. */
export async function problemAnswer(
  context: BookingsContext,
  outcome: ProblemOutcome,
  reason: string | null = null,
): Promise<object> {
  const booking = async (id: string | null) => (id === null ? null : bookingById(context, id, reason));
  switch (outcome.type) {
    case 'SlotTaken':
      return made(problems.SlotTaken, {
        message: 'This time is no longer open. Choose another.',
        alternatives: await slots(
          context,
          outcome.alternatives ?? (await nearestTo(context, outcome.slotId)),
        ),
      });
    case 'TooSoon':
      return made(problems.TooSoon, {
        message: 'This time is too soon to be booked. Choose a later one.',
        earliest: new Date(outcome.earliest),
        alternatives: await slots(context, outcome.alternatives),
      });
    case 'NotAcceptingNewClients':
      return made(problems.NotAcceptingNewClients, {
        message: 'This therapist takes no new clients at present.',
      });
    case 'ConsultationAlreadyUsed':
      return made(problems.ConsultationAlreadyUsed, {
        message: 'You have had your free consultation with this therapist. Book a session instead.',
        booking: await booking(outcome.bookingId),
      });
    case 'ClientBusy':
      return made(problems.ClientBusy, {
        message: 'You have another appointment at that time.',
        booking: await booking(outcome.bookingId),
      });
    case 'TooManyConsultations':
      return made(problems.TooManyConsultations, {
        message: `You have ${mostUpcomingConsultations} consultations before you. Have or cancel one of them first.`,
        limit: mostUpcomingConsultations,
        upcoming: await bookings(context, outcome.bookingIds, reason),
      });
    case 'TooManyHolds':
      return made(problems.TooManyHolds, {
        message: `You are holding ${mostHolds} times. Confirm or cancel one of them first.`,
        limit: mostHolds,
        holds: await bookings(context, outcome.bookingIds, reason),
      });
    case 'HoldExpired':
      return made(problems.HoldExpired, {
        message: `A time is held for ${holdMinutes} minutes, and they have passed. Try to book it again.`,
        slot: await slotById(context, outcome.slotId),
      });
    case 'TooLateToCancel':
      return made(problems.TooLateToCancel, {
        message: 'It is too late to cancel this appointment. Talk with your therapist.',
        cancellableUntil: new Date(outcome.cancellableUntil),
      });
    case 'TooLateToReschedule':
      return made(problems.TooLateToReschedule, {
        message: 'It is too late to move this appointment. Talk with your therapist.',
        reschedulableUntil: new Date(outcome.reschedulableUntil),
      });
    case 'NotYetStarted':
      // Its start is told, so this is a look at it like any other.
      await booking(outcome.bookingId);
      return made(problems.NotYetStarted, {
        message: 'The appointment has not begun yet.',
        startsAt: new Date(outcome.startsAt),
      });
    case 'BookingStateConflict':
      return made(problems.BookingStateConflict, {
        message: `This cannot be done with an appointment that is ${outcome.status.toLowerCase().replace('_', ' ')}.`,
        status: outcome.status,
        booking: await booking(outcome.bookingId),
      });
    default:
      throw new Error(`No answer is known for ${outcome.type}`);
  }
}

/** An object of a GraphQL type, so that unions know which it is. */
export function made<T extends object>(type: new () => T, fields: T): T {
  return Object.assign(new type(), fields);
}

export async function slots(context: BookingsContext, ids: readonly string[]): Promise<SlotType[]> {
  const found = await Promise.all(ids.map((id) => slotById(context, id)));
  return found.filter((slot) => slot !== null);
}

export async function bookings(
  context: BookingsContext,
  ids: readonly string[],
  reason: string | null = null,
): Promise<BookingType[]> {
  const found = await Promise.all(ids.map((id) => bookingById(context, id, reason)));
  return found.filter((booking) => booking !== null);
}

async function nearestTo(context: BookingsContext, slotId: string): Promise<string[]> {
  const slot = decodeSlotId(slotId);
  const diary = slot && (await context.load(diaryOfTherapist, slot.therapistId));
  if (slot === null || diary === null) return [];
  const nearest = alternativesTo(diary, slot.kind as AppointmentKind, slot.startsAt, context.now);
  return nearest.map((open) => toSlot(slot.therapistId, open).id);
}
