import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import type { BookingsContext } from './bookings.ts';
import { AllianceMutations } from './alliance/alliance.mutations.ts';
import {
  AllianceRecordResolver,
  AllianceResolver,
  AllianceSuggestionResolver,
  BookingAllianceResolver,
  MyAlliancesResolver,
} from './alliance/alliance.resolver.ts';
import { AvailabilityMutations } from './availability/availability.mutations.ts';
import { AvailabilityResolver, TherapistAvailabilityResolver } from './availability/availability.resolver.ts';
import { BookingListsResolver } from './booking/booking-lists.resolver.ts';
import { BookingMutations } from './booking/booking.mutations.ts';
import { bookingReference } from './booking/booking.reference.ts';
import { BookingResolver } from './booking/booking.resolver.ts';
import { BookingCalendarResolver } from './calendar/feed/booking-calendar.resolver.ts';
import { CalendarFeedMutations } from './calendar/feed/calendar-feed.mutations.ts';
import { CalendarImportMutations } from './calendar/import/calendar-import.mutations.ts';
import { TherapistMailMutations } from './mail/therapist-mail.mutations.ts';
import { meReference } from './me/me.reference.ts';
import { MeResolver } from './me/me.resolver.ts';
import { MyPracticeResolver, PracticeResolver } from './practice/practice.resolver.ts';
import { seriesReference } from './series/series.reference.ts';
import { SeriesMutations } from './series/series.mutations.ts';
import { BookingSeriesResolver, OccurrenceReportResolver, SeriesResolver } from './series/series.resolver.ts';
import { slotReference } from './slot/slot.reference.ts';
import { SlotResolver } from './slot/slot.resolver.ts';
import { TherapistSlotsResolver } from './slot/therapist-slots.resolver.ts';
import { SuspensionResolver } from './suspension/suspension.resolver.ts';
import { SwitchMutations } from './switch/switch.mutations.ts';
import { therapistReference } from './therapist/therapist.reference.ts';
import { WaitlistMutations } from './waitlist/waitlist.mutations.ts';
import { waitlistEntryReference } from './waitlist/waitlist.reference.ts';
import { MyWaitlistResolver, WaitlistEntryResolver } from './waitlist/waitlist.resolver.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const bookingsSchema: SchemaDefinition<BookingsContext> = {
  resolvers: [
    AllianceMutations,
    AllianceRecordResolver,
    AllianceResolver,
    AllianceSuggestionResolver,
    AvailabilityMutations,
    AvailabilityResolver,
    BookingAllianceResolver,
    BookingCalendarResolver,
    BookingListsResolver,
    BookingMutations,
    BookingResolver,
    BookingSeriesResolver,
    CalendarFeedMutations,
    CalendarImportMutations,
    MeResolver,
    MyAlliancesResolver,
    MyPracticeResolver,
    MyWaitlistResolver,
    OccurrenceReportResolver,
    PracticeResolver,
    SeriesMutations,
    SeriesResolver,
    SlotResolver,
    SuspensionResolver,
    SwitchMutations,
    TherapistAvailabilityResolver,
    TherapistMailMutations,
    TherapistSlotsResolver,
    WaitlistEntryResolver,
    WaitlistMutations,
  ],
  references: {
    Booking: bookingReference,
    Me: meReference,
    Series: seriesReference,
    Slot: slotReference,
    Therapist: therapistReference,
    WaitlistEntry: waitlistEntryReference,
  },
};
