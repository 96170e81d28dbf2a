import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { notFound } from '../../shared/errors.ts';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { requireRole } from '../../shared/viewer.ts';
import { requireSlotKey } from '../booking/book-slot.ts';
import {
  bookings,
  conflictAnswer,
  made,
  problemAnswer,
  type ProblemOutcome,
} from '../booking/booking-answers.ts';
import * as problems from '../booking/booking.problems.ts';
import { bookingById } from '../booking/booking.reference.ts';
import { BookingType } from '../booking/booking.type.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import { requireReason } from '../booking/own-booking.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { switchTherapist } from './switch-therapist.ts';

@ObjectType('TherapistSwitched', {
  description: 'The upcoming appointments with the one are cancelled, and one with the other is booked.',
})
class TherapistSwitched {
  @Field(() => BookingType, { description: 'The appointment with the other therapist.' })
  booking!: BookingType;

  @Field(() => [BookingType], { description: 'The appointments with the first that were cancelled.' })
  cancelled!: BookingType[];

  @Field(() => [BookingType], { description: 'Those that stand, since it is too late to cancel them.' })
  kept!: BookingType[];

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

const SwitchTherapistResult = createUnionType({
  name: 'SwitchTherapistResult',
  description: 'What was booked and cancelled, or why nothing was changed.',
  types: () =>
    [
      TherapistSwitched,
      problems.SlotTaken,
      problems.TooSoon,
      problems.ClientBusy,
      problems.ConsultationAlreadyUsed,
      problems.TooManyConsultations,
      problems.NotAcceptingNewClients,
      IdempotencyConflict,
    ] as const,
});

@Resolver()
export class SwitchMutations {
  @Mutation(() => SwitchTherapistResult, {
    nullable: true,
    description:
      "Changes therapist: cancels the viewer's upcoming appointments with the one, leaves that waitlist, and books a time with the other, usually a consultation; all of it or nothing. Null only with an error.",
  })
  async switchTherapist(
    @Arg('from', () => ID, { description: 'The therapist to leave.' }) from: string,
    @Arg('slotId', () => ID, { description: 'A slot of the therapist to go to.' }) slotId: string,
    @Arg('reason', () => String, {
      nullable: true,
      description:
        'Why, at most 500 characters; kept in the timelines of what is cancelled, which the therapist sees.',
    })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireRole(context, 'client');
    requireId('Therapist', from, 'from');
    const slot = requireSlotKey(slotId);
    const why = requireReason(reason, 'CLIENT', []);
    const input = { from, slotId, reason: why };
    const settled = await settleBooking(context, 'switchTherapist', key, input, (em, viewer) =>
      switchTherapist(em, viewer, { from, slot, reason: why }, context.now),
    );
    if (settled === 'conflict') return conflictAnswer();
    const { outcome, replayed } = settled;
    if (outcome.type !== 'TherapistSwitched') return problemAnswer(context, outcome as ProblemOutcome);
    const booking = await bookingById(context, outcome.bookingId);
    if (booking === null) throw notFound('The booking');
    const [cancelled, kept] = await Promise.all([
      bookings(context, outcome.cancelled),
      bookings(context, outcome.kept),
    ]);
    return made(TherapistSwitched, { booking, cancelled, kept, replayed });
  }
}
