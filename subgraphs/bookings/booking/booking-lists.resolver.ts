import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireRole } from '../../shared/viewer.ts';
import type { BookingsContext } from '../bookings.ts';
import { MeType } from '../me/me.type.ts';
import { BookingConnection, BookingFilter, listBookings } from './booking-list.ts';
import { requireReason } from './own-booking.ts';

const firstDescription = 'At most this many: 1 to 100.';
const afterDescription = 'The `endCursor` of the page before; null for the first page.';
const filterDescription = 'Which of them; null means all, the latest first.';

@Resolver(() => MeType)
export class BookingListsResolver {
  @PrivateToViewer()
  @FieldResolver(() => BookingConnection, { description: "The viewer's own appointments as a client." })
  bookings(
    @Root() { id }: MeType,
    @Arg('filter', () => BookingFilter, { nullable: true, description: filterDescription })
    filter: BookingFilter | null,
    @Arg('first', () => Int, { defaultValue: 20, description: firstDescription }) first: number,
    @Arg('after', () => String, { nullable: true, description: afterDescription }) after: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<InstanceType<typeof BookingConnection>> {
    return listBookings(context, sql`client.subject = ${id}`, { filter, first, after });
  }

  @PrivateToViewer()
  @Query(() => BookingConnection, {
    nullable: true,
    name: 'bookings',
    description:
      'For admins who look into what happened: the appointments of anybody. Each one shown is written down with the reason. Null only when the service could not be reached.',
  })
  allBookings(
    @Arg('reason', () => String, { description: 'Why, at most 500 characters; it is kept.' }) reason: string,
    @Arg('filter', () => BookingFilter, { nullable: true, description: filterDescription })
    filter: BookingFilter | null,
    @Arg('first', () => Int, { defaultValue: 20, description: firstDescription }) first: number,
    @Arg('after', () => String, { nullable: true, description: afterDescription }) after: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<InstanceType<typeof BookingConnection>> {
    requireRole(context, 'admin');
    const why = requireReason(reason, 'ADMIN', ['ADMIN']);
    if (why === null) throw badInput('reason is needed.', 'reason');
    return listBookings(context, sql`true`, { filter, first, after }, why);
  }
}
