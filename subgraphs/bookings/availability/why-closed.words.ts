import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistDiary } from '../schedule/diary.ts';
import type { Closed } from './why-closed.rules.ts';

/** The reason in plain words, telling nothing that the rules of the therapist's slots do not tell anyway. */
export function explain(reason: Closed | null, diary: TherapistDiary, kind: AppointmentKind): string {
  const appointment = kind === AppointmentKind.CONSULTATION ? 'consultation' : 'session';
  const { minimumNoticeMinutes, horizonDays, kinds } = diary.rules;
  switch (reason) {
    case null:
      return 'This time is open.';
    case 'PAST':
      return 'This time has passed.';
    case 'TOO_SOON':
      return `This time is too soon: ${diary.name} needs to be booked at least ${inWords(minimumNoticeMinutes)} ahead.`;
    case 'BEYOND_HORIZON':
      return `This time cannot be booked yet: ${diary.name} can be booked up to ${count(horizonDays, 'day')} ahead.`;
    case 'NOT_ACCEPTING_NEW_CLIENTS':
      return `${diary.name} takes no new clients at present.`;
    case 'OUTSIDE_HOURS':
      return `${diary.name} has no hours for a ${appointment} of ${count(kinds[kind].lengthMinutes, 'minute')} at this time.`;
    case 'BETWEEN_STARTS':
      return `No ${appointment} starts at exactly this time. Choose one of the times that are offered.`;
    case 'NOT_AVAILABLE':
      return 'This time is not available.';
  }
}

/** `2 hours`, `90 minutes`, `3 days`: the largest unit that it is whole in. */
function inWords(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return count(minutes / 1440, 'day');
  if (minutes > 0 && minutes % 60 === 0) return count(minutes / 60, 'hour');
  return count(minutes, 'minute');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
