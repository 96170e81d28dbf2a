import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';
import { visibleBooking } from './booking.loaders.ts';
import { toBooking, type BookingType } from './booking.type.ts';

/** A booking that the viewer may see, or null. `reason` is why an admin looks; without one an admin finds nothing. */
export async function bookingById(
  context: BookingsContext,
  id: string,
  reason: string | null = null,
): Promise<BookingType | null> {
  const visible = await context.load(visibleBooking, { id, reason });
  return visible && toBooking(visible, context.now);
}

export const bookingReference: ResolveReference<BookingsContext> = ({ id }, context) =>
  bookingById(context, String(id));
