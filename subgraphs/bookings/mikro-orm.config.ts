import type { DatabaseDefinition } from '../shared/database.ts';
import { Alliance } from './alliance/alliance.entity.ts';
import { BookingEvent } from './booking/booking-event.entity.ts';
import { Booking } from './booking/booking.entity.ts';
import { Series } from './booking/series.entity.ts';
import { Client } from './client/client.entity.ts';
import { Availability } from './migrations/001-availability.ts';
import { Bookings } from './migrations/002-bookings.ts';
import { NextOpenSlots } from './migrations/003-next-open-slots.ts';
import { Waitlist } from './migrations/004-waitlist.ts';
import { Audit } from './migrations/005-audit.ts';
import { TherapistsSide } from './migrations/020-therapists-side.ts';
import { Mail } from './migrations/021-mail.ts';
import { Alliances } from './migrations/022-alliance.ts';
import { BusyTime } from './schedule/busy-time.entity.ts';
import { DateOverride } from './schedule/date-override.entity.ts';
import { Schedule } from './schedule/schedule.entity.ts';
import { TimeOff } from './schedule/time-off.entity.ts';
import { WeeklyHours } from './schedule/weekly-hours.entity.ts';
import { Therapist } from './therapist/therapist.entity.ts';
import { WaitlistEntry } from './waitlist/waitlist-entry.entity.ts';

export const bookingsDatabase: DatabaseDefinition = {
  name: 'bookings',
  entities: [
    Alliance,
    Booking,
    BookingEvent,
    BusyTime,
    Client,
    DateOverride,
    Schedule,
    Series,
    Therapist,
    TimeOff,
    WaitlistEntry,
    WeeklyHours,
  ],
  migrations: [
    { name: '001-availability', class: Availability },
    { name: '002-bookings', class: Bookings },
    { name: '003-next-open-slots', class: NextOpenSlots },
    { name: '004-waitlist', class: Waitlist },
    { name: '005-audit', class: Audit },
    { name: '020-therapists-side', class: TherapistsSide },
    { name: '021-mail', class: Mail },
    { name: '022-alliance', class: Alliances },
  ],
};
