/** The iCalendar UID of an appointment: the same in every mail, link and feed, so that calendars know it again. */
export function appointmentUid(bookingId: string): string {
  return `${bookingId}@rapport`;
}

/**
 * Whether an event of a therapist's own calendar is one of ours that came there by mail or feed. It must not close the very
 * time it stands for, nor go on closing it once it is cancelled here.
 */
export function isAppointmentUid(uid: string): boolean {
  return /^booking_[0-9a-z]{26}@rapport$/.test(uid.trim());
}
