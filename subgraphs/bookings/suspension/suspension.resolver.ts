import { sql } from 'kysely';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireRole } from '../../shared/viewer.ts';
import { BookingConnection, BookingWhen, listBookings } from '../booking/booking-list.ts';
import { requireReason } from '../booking/own-booking.ts';
import type { BookingsContext } from '../bookings.ts';

@Resolver()
export class SuspensionResolver {
  @PrivateToViewer()
  @Query(() => BookingConnection, {
    nullable: true,
    description:
      'For admins: the upcoming appointments with therapists who are off the public pages, because they are suspended or wait to be verified again, the soonest first. Each one shown is written down with the reason. Null only when the service could not be reached.',
  })
  bookingsOfSuspendedTherapists(
    @Arg('reason', () => String, { description: 'Why, at most 500 characters; it is kept.' }) reason: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most this many: 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the page before; null for the first page.',
    })
    after: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<InstanceType<typeof BookingConnection>> {
    requireRole(context, 'admin');
    const why = requireReason(reason, 'ADMIN', ['ADMIN']);
    if (why === null) throw badInput('reason is needed.', 'reason');
    const filter = { when: BookingWhen.UPCOMING };
    return listBookings(context, sql`not therapist.is_public`, { filter, first, after }, why);
  }
}
