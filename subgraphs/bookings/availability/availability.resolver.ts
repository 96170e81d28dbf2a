import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PrivateToViewer, PublicFor } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import { hasRole } from '../../shared/viewer.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { bookings } from '../booking/booking-answers.ts';
import { BookingType } from '../booking/booking.type.ts';
import { requireReason } from '../booking/own-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { slotCacheSeconds, toSlot } from '../slot/slot.type.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { availabilityOfTherapist } from './availability.reads.ts';
import { AvailabilityType } from './availability.type.ts';
import { collisionOf } from './collisions.rules.ts';
import { readDuties } from './duties.ts';
import { whyClosed } from './why-closed.rules.ts';
import { WhyClosedType, type ClosedReason } from './why-closed.type.ts';
import { explain } from './why-closed.words.ts';

@Resolver(() => TherapistType)
export class TherapistAvailabilityResolver {
  @PrivateToViewer()
  @FieldResolver(() => AvailabilityType, {
    nullable: true,
    description:
      'All that the therapist has set of when they can be booked: for themself and for admins, null for anybody else.',
  })
  async availability(
    @Root() { id }: TherapistType,
    @Ctx() context: BookingsContext,
  ): Promise<AvailabilityType | null> {
    const { viewer } = context;
    if (viewer === null) return null;
    const availability = await context.load(availabilityOfTherapist, id);
    const isOwner = availability?.ownerSubject === viewer.subject;
    return isOwner || hasRole(viewer, 'admin') ? availability : null;
  }

  @PublicFor(slotCacheSeconds)
  @FieldResolver(() => WhyClosedType, {
    nullable: true,
    description:
      'Why an appointment cannot be booked for a time, and when the next can, without telling anyone’s business; null for a therapist who is not public, and when the service could not be reached.',
  })
  async whyClosed(
    @Root() { id }: TherapistType,
    @Arg('at', () => Date, { description: 'When the appointment would start.' }) at: Date,
    @Arg('kind', () => AppointmentKind, { description: 'What it would be for.' }) kind: AppointmentKind,
    @Ctx() context: BookingsContext,
  ): Promise<WhyClosedType | null> {
    const diary = await context.load(diaryOfTherapist, id);
    if (diary === null || !diary.isPublic) return null;
    const { reason, next } = whyClosed(diary, kind, at.getTime(), context.now);
    return {
      reason: reason as ClosedReason | null,
      explanation: explain(reason, diary, kind),
      nextOpenSlot: next && toSlot(id, next),
    };
  }
}

@Resolver(() => AvailabilityType)
export class AvailabilityResolver {
  @FieldResolver(() => [BookingType], {
    description:
      'Appointments ahead that lie outside the hours, in time off, or in a busy time of the imported calendar, the soonest first: each is to be kept, moved or cancelled by the therapist.',
  })
  async collidingBookings(
    @Root() { therapistId }: AvailabilityType,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most this many: 1 to 100.' }) first: number,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Why an admin looks, at most 500 characters: without it an admin sees none. It is kept.',
    })
    reason: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<BookingType[]> {
    const limit = requireFirst(first);
    const why = requireReason(reason, 'ADMIN', []);
    const { rules, imported, appointments } = await readDuties(context.em, therapistId, context.now);
    const colliding = appointments.filter(
      (appointment) => collisionOf(rules, imported, appointment) !== null,
    );
    const ids = colliding.slice(0, limit).map(({ id }) => id);
    return bookings(context, ids, why);
  }
}
