import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';
import { appointmentUid } from './appointment-uid.ts';

export interface Address {
  name: string | null;
  email: string;
}

/** An appointment as a calendar shows it. */
export interface CalendarEntry {
  bookingId: string;
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  isCancelled: boolean;
  summary: string;
  description?: string;
  /** Where they meet; null when there is no address. */
  joinUrl: string | null;
  /** When this state of it came to be. */
  stamp: Date;
  /** Both are needed in what is sent as a request or a cancellation (RFC 5546, section 3.2). */
  organizer?: Address;
  attendee?: Address;
}

/** A calendar's text (RFC 5545). Times are in UTC, which every program shows in its own zone. */
export function calendarText(
  entries: readonly CalendarEntry[],
  options: { method?: 'REQUEST' | 'CANCEL'; name?: string } = {},
): string {
  const { method, name } = options;
  const calendar = ical({
    prodId: { company: 'Rapport', product: 'Appointments', language: 'EN' },
    method: method === undefined ? null : ICalCalendarMethod[method],
    ...(name !== undefined && { name }),
  });
  for (const entry of entries) addEntry(calendar, entry);
  // Every line ends, the last one too.
  return `${calendar.toString().trimEnd()}\r\n`;
}

function addEntry(calendar: ReturnType<typeof ical>, entry: CalendarEntry): void {
  const { organizer, attendee, joinUrl } = entry;
  const event = calendar.createEvent({
    id: appointmentUid(entry.bookingId),
    sequence: entry.sequence,
    start: entry.startsAt,
    end: entry.endsAt,
    stamp: entry.stamp,
    summary: oneLine(entry.summary),
    description: entry.description ?? null,
    location: joinUrl,
    url: joinUrl,
    status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
  });
  if (organizer)
    event.organizer({ name: paramText(organizer.name ?? organizer.email), email: organizer.email });
  if (attendee) {
    event.createAttendee({
      name: paramText(attendee.name ?? attendee.email),
      email: attendee.email,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
      rsvp: false,
    });
  }
}

/** People name themselves; a line break in a name must not begin a line of the calendar. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}

/** Between the quotes of a parameter there can be no quotes. */
function paramText(name: string): string {
  return oneLine(name).replaceAll('"', "'");
}
