import type { BookingActor, BookingEventType } from './booking-event.entity.ts';
import { BookingStatus } from './booking-status.ts';

interface Transition {
  event: BookingEventType;
  /** Null: the appointment begins with this. */
  from: BookingStatus | null;
  to: BookingStatus;
  by: readonly BookingActor[];
  /** Whether calendars that have the appointment must take it anew: iCalendar's SEQUENCE rises. */
  raisesSequence?: true;
}

const { HELD, CONFIRMED, COMPLETED, NO_SHOW, CANCELLED, EXPIRED } = BookingStatus;

/** Every change that an appointment can go through, and who may bring it about. What is not here cannot happen. */
export const transitions: readonly Transition[] = [
  // The system holds for whoever is next on the waitlist.
  { event: 'HELD', from: null, to: HELD, by: ['CLIENT', 'SYSTEM'] },
  { event: 'CONFIRMED', from: null, to: CONFIRMED, by: ['CLIENT'] },
  { event: 'CONFIRMED', from: HELD, to: CONFIRMED, by: ['CLIENT'] },
  { event: 'EXPIRED', from: HELD, to: EXPIRED, by: ['SYSTEM'] },
  {
    event: 'CANCELLED',
    from: HELD,
    to: CANCELLED,
    by: ['CLIENT', 'THERAPIST', 'ADMIN'],
  },
  {
    event: 'CANCELLED',
    from: CONFIRMED,
    to: CANCELLED,
    by: ['CLIENT', 'THERAPIST', 'ADMIN'],
    raisesSequence: true,
  },
  {
    event: 'RESCHEDULED',
    from: CONFIRMED,
    to: CONFIRMED,
    by: ['CLIENT', 'THERAPIST', 'ADMIN'],
    raisesSequence: true,
  },
  {
    event: 'MARKED_NO_SHOW',
    from: CONFIRMED,
    to: NO_SHOW,
    by: ['THERAPIST', 'ADMIN'],
  },
  { event: 'COMPLETED', from: CONFIRMED, to: COMPLETED, by: ['SYSTEM'] },
];

/** What the event makes of an appointment in that state; null when it cannot follow it. */
export function transitionFor(from: BookingStatus | null, event: BookingEventType): Transition | null {
  return transitions.find((known) => known.from === from && known.event === event) ?? null;
}

/** States that take the therapist's and the client's time; the exclusion constraints say the same. */
export const activeStatuses: readonly BookingStatus[] = [HELD, CONFIRMED];
