import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { BookingStatus } from '../../booking/booking-status.ts';
import { BookingType } from '../../booking/booking.type.ts';
import type { BookingsContext } from '../../bookings.ts';
import { appointmentLinkToken } from './feed-token.ts';

@Resolver(() => BookingType)
export class BookingCalendarResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'A secret address from which a calendar program takes the appointment, as it then is, in iCalendar format; null while it is only held, when the hold ran out, and for admins.',
  })
  calendarUrl(
    @Root() { id, status, visible }: BookingType,
    @Ctx() { settings }: BookingsContext,
  ): string | null {
    if (status === BookingStatus.HELD || status === BookingStatus.EXPIRED || visible.role === 'ADMIN')
      return null;
    const token = appointmentLinkToken(visible.row.room, visible.role);
    return `${settings.publicUrl}/calendar/${id}/${token}.ics`;
  }
}
