import { defineEntity, p } from '@mikro-orm/postgresql';

export type BookingEventType =
  | 'HELD'
  | 'CONFIRMED'
  | 'RESCHEDULED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'MARKED_NO_SHOW'
  | 'EXPIRED';

export type BookingActor = 'CLIENT' | 'THERAPIST' | 'ADMIN' | 'SYSTEM';

/** One entry in the timeline of an appointment: what happened, when and by whom. Never changed. */
const schema = defineEntity({
  name: 'BookingEvent',
  tableName: 'booking_event',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    bookingId: p.text(),
    at: p.datetime().columnType('timestamptz'),
    type: p.text().$type<BookingEventType>(),
    actor: p.text().$type<BookingActor>(),
    /** The subject of the person who did it; null for what happened by itself. */
    actorSubject: p.text().strictNullable(),
    reason: p.text().strictNullable(),
    /** When the appointment was to start before it was rescheduled. */
    previousStartsAt: p.datetime().columnType('timestamptz').strictNullable(),
  },
});

export class BookingEvent extends schema.class {}
schema.setClass(BookingEvent);
