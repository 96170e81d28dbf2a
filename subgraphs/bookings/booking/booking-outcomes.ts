import type { BookingStatus } from './booking-status.ts';

/** A result per occurrence of a series that was asked for. */
export interface OccurrenceOutcome {
  occurrence: number;
  /** ISO; null for a local time that the clock skips on that day. */
  startsAt: string | null;
  result: 'BOOKED' | 'OPEN' | 'NOT_OPEN' | 'TOO_FAR_AHEAD' | 'CLIENT_BUSY' | 'NO_SUCH_TIME';
  bookingId: string | null;
}

/** What came of a mutation about appointments, as it is remembered for its idempotency key: ids, never what they name. */
export type BookingOutcome =
  | { type: 'BookingSuccess'; bookingId: string }
  | { type: 'SeriesBooked'; seriesId: string; occurrences: OccurrenceOutcome[] }
  | { type: 'SeriesCancelled'; seriesId: string; cancelled: string[]; kept: string[] }
  | { type: 'TherapistSwitched'; bookingId: string; cancelled: string[]; kept: string[] }
  | { type: 'WaitlistSuccess'; entryId: string }
  /** Null alternatives: the database refused, so they are looked up when the answer is made. */
  | { type: 'SlotTaken'; slotId: string; alternatives: string[] | null }
  | { type: 'TooSoon'; earliest: string; alternatives: string[] }
  | { type: 'NotAcceptingNewClients' }
  | { type: 'ConsultationAlreadyUsed'; bookingId: string | null }
  | { type: 'ClientBusy'; bookingId: string | null }
  | { type: 'TooManyConsultations'; bookingIds: string[] }
  | { type: 'TooManyHolds'; bookingIds: string[] }
  | { type: 'HoldExpired'; slotId: string }
  | { type: 'TooLateToCancel'; cancellableUntil: string }
  | { type: 'TooLateToReschedule'; reschedulableUntil: string }
  | { type: 'NotYetStarted'; bookingId: string; startsAt: string }
  | { type: 'BookingStateConflict'; bookingId: string; status: BookingStatus }
  | { type: 'SeriesConflicts'; occurrences: OccurrenceOutcome[] }
  | { type: 'SlotsAreOpen'; slots: string[] }
  | { type: 'AlreadyWaiting'; entryId: string };
