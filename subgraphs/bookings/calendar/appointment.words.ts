import { AppointmentKind } from '../../shared/vocabulary.ts';

/** `session` or `consultation`. */
export function kindInWords(kind: AppointmentKind): string {
  return kind === AppointmentKind.CONSULTATION ? 'consultation' : 'session';
}

/** What a client's calendar calls it: `Session with Alex Practice`. */
export function summaryForClient(kind: AppointmentKind, therapistName: string): string {
  return `${capitalised(kindInWords(kind))} with ${therapistName}`;
}

/** What a therapist's calendar calls it: `Session with S. N.`. No more, since calendars are shared and shown to many. */
export function summaryForTherapist(kind: AppointmentKind, clientName: string | null): string {
  const initials = (clientName ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 3)
    .map((part) => `${[...part][0]!.toUpperCase()}.`)
    .join(' ');
  return `${capitalised(kindInWords(kind))} with ${initials || 'a client'}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
