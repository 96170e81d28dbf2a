import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import type { BookingsContext } from './bookings.ts';
import { BookingMutations } from './booking/booking.mutations.ts';
import { bookingReference } from './booking/booking.reference.ts';
import { BookingResolver } from './booking/booking.resolver.ts';
import { meReference } from './me/me.reference.ts';
import { MeResolver } from './me/me.resolver.ts';
import { slotReference } from './slot/slot.reference.ts';
import { SlotResolver } from './slot/slot.resolver.ts';
import { TherapistSlotsResolver } from './slot/therapist-slots.resolver.ts';
import { therapistReference } from './therapist/therapist.reference.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const bookingsSchema: SchemaDefinition<BookingsContext> = {
  resolvers: [BookingMutations, BookingResolver, MeResolver, SlotResolver, TherapistSlotsResolver],
  references: {
    Booking: bookingReference,
    Me: meReference,
    Slot: slotReference,
    Therapist: therapistReference,
  },
};
