import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { requireId } from '../../shared/ids.ts';
import { reviewDays } from '../../shared/review-token.ts';
import { requireViewer } from '../../shared/viewer.ts';
import type { BookingsContext } from '../bookings.ts';
import { LocalTime, localTime } from '../slot/local-time.ts';
import { DAY_MS } from '../slot/zone-offsets.ts';
import { BookingStatus } from './booking-status.ts';
import { timelineOfBooking } from './booking.loaders.ts';
import { bookingById } from './booking.reference.ts';
import { BookingType, TimelineEntryType } from './booking.type.ts';
import { requireReason } from './own-booking.ts';

@Resolver(() => BookingType)
export class BookingResolver {
  @PrivateToViewer()
  @Query(() => BookingType, {
    nullable: true,
    description:
      'One appointment; null when there is none with the id that the viewer may see. What others than its client read is written down.',
  })
  booking(
    @Arg('id', () => ID, { description: "The booking's id." }) id: string,
    @Arg('reason', () => String, {
      nullable: true,
      description:
        'Why an admin looks, at most 500 characters: without it an admin sees nothing. It is kept.',
    })
    reason: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<BookingType | null> {
    requireViewer(context);
    requireId('Booking', id, 'id');
    return bookingById(context, id, requireReason(reason, 'ADMIN', []));
  }

  @FieldResolver(() => LocalTime, { description: 'Its time as clocks show it in a time zone.' })
  local(
    @Root() { startsAt, endsAt }: BookingType,
    @Arg('timeZone', () => String, { description: 'IANA name, such as `Australia/Sydney`.' })
    timeZone: string,
  ): LocalTime {
    return localTime(startsAt, endsAt, timeZone);
  }

  @FieldResolver(() => [TimelineEntryType], { description: 'What happened to it, oldest first.' })
  async timeline(@Root() { id }: BookingType, @Ctx() context: BookingsContext): Promise<TimelineEntryType[]> {
    const entries = await context.load(timelineOfBooking, id);
    return entries.map(({ at, type, actor, reason, previousStartsAt }) => ({
      at: new Date(at),
      type,
      actor,
      reason,
      previousStartsAt: previousStartsAt === null ? null : new Date(previousStartsAt),
    }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where client and therapist meet; null unless it is confirmed, for anybody else, and where no video service is configured.',
  })
  joinUrl(@Root() { visible, status }: BookingType, @Ctx() { settings }: BookingsContext): string | null {
    if (status !== BookingStatus.CONFIRMED || visible.role === 'ADMIN') return null;
    return settings.joinUrlTemplate?.replace('{room}', visible.row.room) ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `What lets the client review the appointment, once; null until it has been completed, ${reviewDays} days after, and for anybody but its client.`,
  })
  async reviewToken(
    @Root() { visible, status }: BookingType,
    @Ctx() { now, settings }: BookingsContext,
  ): Promise<string | null> {
    const { row, role } = visible;
    const expiresAt = new Date(row.endsAt + reviewDays * DAY_MS);
    if (role !== 'CLIENT' || status !== BookingStatus.COMPLETED || expiresAt <= now) return null;
    const grant = { bookingId: row.id, therapistId: row.therapistId, author: row.clientSubject };
    return (await settings.signReviewToken?.(grant, expiresAt)) ?? null;
  }
}
