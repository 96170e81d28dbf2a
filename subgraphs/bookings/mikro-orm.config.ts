import type { DatabaseDefinition } from '../shared/database.ts';
import { BookingEvent } from './booking/booking-event.entity.ts';
import { Booking } from './booking/booking.entity.ts';
import { Series } from './booking/series.entity.ts';
import { Client } from './client/client.entity.ts';
import { Availability } from './migrations/001-availability.ts';
import { Bookings } from './migrations/002-bookings.ts';
import { NextOpenSlots } from './migrations/003-next-open-slots.ts';
import { BusyTime } from './schedule/busy-time.entity.ts';
import { DateOverride } from './schedule/date-override.entity.ts';
import { Schedule } from './schedule/schedule.entity.ts';
import { TimeOff } from './schedule/time-off.entity.ts';
import { WeeklyHours } from './schedule/weekly-hours.entity.ts';
import { Therapist } from './therapist/therapist.entity.ts';

export const bookingsDatabase: DatabaseDefinition = {
  name: 'bookings',
  entities: [
    Booking,
    BookingEvent,
    BusyTime,
    Client,
    DateOverride,
    Schedule,
    Series,
    Therapist,
    TimeOff,
    WeeklyHours,
  ],
  migrations: [
    { name: '001-availability', class: Availability },
    { name: '002-bookings', class: Bookings },
    { name: '003-next-open-slots', class: NextOpenSlots },
  ],
};
