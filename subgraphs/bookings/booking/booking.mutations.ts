import { Arg, createUnionType, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { requireRole } from '../../shared/viewer.ts';
import type { BookingsContext } from '../bookings.ts';
import { bookSlot, requireSlotKey } from './book-slot.ts';
import { bookingAnswer } from './booking-answers.ts';
import * as problems from './booking.problems.ts';
import { cancelBooking, confirmBooking, markNoShow, rescheduleBooking } from './change-booking.ts';
import { keyDescription } from './mutation-words.ts';
import { requireReason } from './own-booking.ts';
import { settleBooking } from './settle-booking.ts';

const timeProblems = [
  problems.SlotTaken,
  problems.TooSoon,
  problems.ClientBusy,
  problems.ConsultationAlreadyUsed,
  problems.TooManyConsultations,
  problems.NotAcceptingNewClients,
] as const;

const HoldSlotResult = createUnionType({
  name: 'HoldSlotResult',
  description: 'The held appointment, or why the time was not held.',
  types: () =>
    [problems.BookingSuccess, ...timeProblems, problems.TooManyHolds, IdempotencyConflict] as const,
});

const BookSlotResult = createUnionType({
  name: 'BookSlotResult',
  description: 'The confirmed appointment, or why it was not booked.',
  types: () => [problems.BookingSuccess, ...timeProblems, IdempotencyConflict] as const,
});

const ConfirmBookingResult = createUnionType({
  name: 'ConfirmBookingResult',
  description: 'The confirmed appointment, or why the hold was not confirmed.',
  types: () =>
    [
      problems.BookingSuccess,
      problems.HoldExpired,
      problems.BookingStateConflict,
      IdempotencyConflict,
    ] as const,
});

const CancelBookingResult = createUnionType({
  name: 'CancelBookingResult',
  description: 'The cancelled appointment, or why it was not cancelled.',
  types: () =>
    [
      problems.BookingSuccess,
      problems.TooLateToCancel,
      problems.BookingStateConflict,
      IdempotencyConflict,
    ] as const,
});

const RescheduleBookingResult = createUnionType({
  name: 'RescheduleBookingResult',
  description: 'The appointment at its new time, or why it kept the old one.',
  types: () =>
    [
      problems.BookingSuccess,
      problems.SlotTaken,
      problems.TooSoon,
      problems.ClientBusy,
      problems.TooLateToReschedule,
      problems.BookingStateConflict,
      IdempotencyConflict,
    ] as const,
});

const MarkNoShowResult = createUnionType({
  name: 'MarkNoShowResult',
  description: 'The missed appointment, or why it was not marked.',
  types: () =>
    [
      problems.BookingSuccess,
      problems.NotYetStarted,
      problems.BookingStateConflict,
      IdempotencyConflict,
    ] as const,
});

const slotDescription = 'The slot, as `openSlots` lists them.';
const reasonDescription =
  'Why, at most 500 characters; kept in the timeline. Needed from anybody but the client.';

@Resolver()
export class BookingMutations {
  @Mutation(() => HoldSlotResult, {
    nullable: true,
    description:
      'Keeps a time for the viewer for 10 minutes, to be confirmed with `confirmBooking`. Null only with an error.',
  })
  async holdSlot(
    @Arg('slotId', () => ID, { description: slotDescription }) slotId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireRole(context, 'client');
    const slot = requireSlotKey(slotId);
    const settled = await settleBooking(context, 'holdSlot', key, { slotId }, (em, viewer) =>
      bookSlot(em, viewer, slot, 'HELD', context.now),
    );
    return bookingAnswer(context, settled);
  }

  @Mutation(() => ConfirmBookingResult, {
    nullable: true,
    description: "Makes the viewer's hold an appointment. Null only with an error.",
  })
  async confirmBooking(
    @Arg('bookingId', () => ID, { description: 'The held appointment.' }) bookingId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const settled = await settleBooking(context, 'confirmBooking', key, { bookingId }, (em, viewer) =>
      confirmBooking(em, viewer, bookingId, context.now),
    );
    return bookingAnswer(context, settled);
  }

  @Mutation(() => BookSlotResult, {
    nullable: true,
    description: 'Books a time for the viewer: holds and confirms it at once. Null only with an error.',
  })
  async bookSlot(
    @Arg('slotId', () => ID, { description: slotDescription }) slotId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireRole(context, 'client');
    const slot = requireSlotKey(slotId);
    const settled = await settleBooking(context, 'bookSlot', key, { slotId }, (em, viewer) =>
      bookSlot(em, viewer, slot, 'CONFIRMED', context.now),
    );
    return bookingAnswer(context, settled);
  }

  @Mutation(() => CancelBookingResult, {
    nullable: true,
    description:
      'Calls an appointment off or lets a hold go: its client until `policy.cancellableUntil`, its therapist and admins always. Null only with an error.',
  })
  async cancelBooking(
    @Arg('bookingId', () => ID, { description: 'The appointment.' }) bookingId: string,
    @Arg('reason', () => String, { nullable: true, description: reasonDescription }) reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const why = requireReason(reason, 'CLIENT', []);
    const settled = await settleBooking(
      context,
      'cancelBooking',
      key,
      { bookingId, reason: why },
      (em, viewer) => cancelBooking(em, viewer, bookingId, why, context.now),
    );
    return bookingAnswer(context, settled, why);
  }

  @Mutation(() => RescheduleBookingResult, {
    nullable: true,
    description:
      'Moves an appointment to another slot of the same therapist and kind: its client until `policy.reschedulableUntil`, its therapist and admins always. It has the new time or still the old one. Null only with an error.',
  })
  async rescheduleBooking(
    @Arg('bookingId', () => ID, { description: 'The appointment.' }) bookingId: string,
    @Arg('slotId', () => ID, { description: 'Its new time.' }) slotId: string,
    @Arg('reason', () => String, { nullable: true, description: reasonDescription }) reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const slot = requireSlotKey(slotId);
    const why = requireReason(reason, 'CLIENT', []);
    const input = { bookingId, slotId, reason: why };
    const settled = await settleBooking(context, 'rescheduleBooking', key, input, (em, viewer) =>
      rescheduleBooking(em, viewer, bookingId, slot, why, context.now),
    );
    return bookingAnswer(context, settled, why);
  }

  @Mutation(() => MarkNoShowResult, {
    nullable: true,
    description:
      'Notes that the client did not come: for the therapist and admins, from the start of the appointment to its end, when it is completed by itself. Null only with an error.',
  })
  async markNoShow(
    @Arg('bookingId', () => ID, { description: 'The appointment.' }) bookingId: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'A note, at most 500 characters; kept in the timeline. Needed from an admin.',
    })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const why = requireReason(reason, 'CLIENT', []);
    const settled = await settleBooking(
      context,
      'markNoShow',
      key,
      { bookingId, reason: why },
      (em, viewer) => markNoShow(em, viewer, bookingId, why, context.now),
    );
    return bookingAnswer(context, settled, why);
  }
}
