import { sql } from 'kysely';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { bookingById } from '../booking/booking.reference.ts';
import { BookingType } from '../booking/booking.type.ts';
import type { BookingsContext } from '../bookings.ts';
import { MeType } from '../me/me.type.ts';
import { ownWaits } from './waitlist.reads.ts';
import { toWaitlistEntry, WaitlistEntryType } from './waitlist.type.ts';

@Resolver(() => MeType)
export class MyWaitlistResolver {
  @PrivateToViewer()
  @FieldResolver(() => [WaitlistEntryType], {
    description: "The viewer's waits that are not over, the longest first.",
  })
  async waitlist(@Ctx() context: BookingsContext): Promise<WaitlistEntryType[]> {
    const rows = await ownWaits(context, sql`status = 'WAITING' and window_until > ${context.now}`);
    return rows.map((row) => toWaitlistEntry(row, context.now));
  }
}

@Resolver(() => WaitlistEntryType)
export class WaitlistEntryResolver {
  @FieldResolver(() => BookingType, {
    nullable: true,
    description:
      'The time that is offered, held for this client until `heldUntil`: confirm it with `confirmBooking`, or cancel it to let the next have it. Null when nothing is offered.',
  })
  offer(
    @Root() { offerId }: WaitlistEntryType,
    @Ctx() context: BookingsContext,
  ): Promise<BookingType | null> | null {
    return offerId === null ? null : bookingById(context, offerId);
  }
}
