import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { BookingStatus } from './booking-status.ts';

/** An appointment, from its hold to its end. Its state changes only through `recordBookingChange`. */
const schema = defineEntity({
  name: 'Booking',
  tableName: 'booking',
  properties: {
    id: p.text().primary(),
    kind: p.text().$type<AppointmentKind>(),
    status: p.text().$type<BookingStatus>(),
    therapistId: p.text(),
    clientId: p.text(),
    startsAt: p.datetime().columnType('timestamptz'),
    endsAt: p.datetime().columnType('timestamptz'),
    /** The appointment with the buffers it was booked with: the range that the exclusion constraint holds. */
    blockedFrom: p.datetime().columnType('timestamptz'),
    blockedUntil: p.datetime().columnType('timestamptz'),
    /** Until when a hold stands; null for what was never held. */
    heldUntil: p.datetime().columnType('timestamptz').strictNullable(),
    /** Which of the client's three places for upcoming consultations it takes while it is upcoming. */
    consultationPlace: p.integer().strictNullable(),
    seriesId: p.text().strictNullable(),
    /** Counts the appointments of a series from 1. */
    occurrence: p.integer().strictNullable(),
    /** The wait that this hold is an offer to; null for what the client chose. */
    waitlistEntryId: p.text().strictNullable().default(null),
    /** iCalendar's SEQUENCE: rises with every change that a calendar must learn of. */
    sequence: p.integer(),
    /** How long before the start the client may still cancel, as it was when they booked. */
    cancellationNoticeHours: p.integer().default(24),
    /** Names the room of the call; only those who meet in it are told. */
    room: p.uuid().defaultRaw('gen_random_uuid()'),
    createdAt: p.datetime().columnType('timestamptz'),
    updatedAt: p.datetime().columnType('timestamptz'),
  },
});

export class Booking extends schema.class {}
schema.setClass(Booking);
