import type { AppointmentKind } from '../../shared/vocabulary.ts';
import { kindInWords } from '../calendar/appointment.words.ts';
import { ianaClock } from '../calendar/ics/clock.ts';
import type { MailJob } from './mail-job.ts';

/** What a mail tells of the appointment and its people. */
export interface MailFacts {
  job: MailJob;
  appointmentKind: AppointmentKind;
  /** Whom it goes to, by name; null when they have not told theirs. */
  recipientName: string | null;
  /** The other party, as the recipient may know them. */
  otherName: string;
  /** IANA zone that all times are told in. */
  timeZone: string;
  joinUrl: string | null;
  /** Until when the client may cancel or move it. */
  changeableUntil: Date;
  publicUrl: string;
}

/** Subject and text, plain and in the recipient's own time. */
export function mailWords(facts: MailFacts): { subject: string; text: string } {
  const { job, timeZone } = facts;
  const { headline, lead, details } = wordsOf(facts);
  const paragraphs = [
    `Hello${facts.recipientName === null ? '' : ` ${facts.recipientName}`},`,
    lead,
    details.join('\n'),
    ...closingWords(facts),
    `Rapport\n${facts.publicUrl}`,
    'In an emergency call 000. Lifeline answers day and night: 13 11 14.',
  ];
  return {
    subject: oneLine(`${headline}: ${momentInWords(job.startsAt, timeZone)}`),
    text: `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`,
  };
}

interface Words {
  headline: string;
  lead: string;
  details: string[];
}

function wordsOf(facts: MailFacts): Words {
  const { job, timeZone } = facts;
  const what = `${kindInWords(facts.appointmentKind)} with ${oneLine(facts.otherName)}`;
  const when = [`When:  ${periodInWords(job.startsAt, job.endsAt, timeZone)}`];
  if (facts.joinUrl !== null && job.kind !== 'CANCELLED') when.push(`Where: ${facts.joinUrl}`);
  switch (job.kind) {
    case 'CONFIRMED':
      return { headline: `Booked: ${what}`, lead: `Your ${what} is booked.`, details: when };
    case 'RESCHEDULED':
      return {
        headline: `New time: ${what}`,
        lead: `Your ${what} has been moved${byWhom(job)}.`,
        details: [
          ...when,
          ...(job.previousStartsAt === null
            ? []
            : [`Was:   ${momentInWords(job.previousStartsAt, timeZone)}`]),
          ...reasonGiven(facts),
        ],
      };
    case 'CANCELLED':
      return {
        headline: `Cancelled: ${what}`,
        lead: `Your ${what} has been cancelled${byWhom(job)}.`,
        details: [...when, ...reasonGiven(facts)],
      };
    case 'OFFERED':
      return {
        headline: `A time has opened: ${what}`,
        lead: `You have been waiting for a ${what}. This time has opened, and it is kept for you${
          job.heldUntil === null ? '' : ` until ${momentInWords(job.heldUntil, timeZone)}`
        }. Confirm it before then, or it goes to the next person who waits.`,
        details: when,
      };
    case 'REMINDER_24H':
    case 'REMINDER_1H':
      return { headline: `Reminder: ${what}`, lead: `This is a reminder of your ${what}.`, details: when };
  }
}

/** What can still be done, for those for whom it can. */
function closingWords({ job, changeableUntil, timeZone }: MailFacts): string[] {
  const isBooked = job.kind === 'CONFIRMED' || job.kind === 'RESCHEDULED';
  const lines: string[] = [];
  if (isBooked && job.to === 'CLIENT' && changeableUntil > job.at)
    lines.push(`You can cancel or move it until ${momentInWords(changeableUntil, timeZone)}.`);
  if (isBooked) lines.push('The attached file puts it into your calendar.');
  if (job.kind === 'CANCELLED') lines.push('The attached file takes it out of your calendar.');
  return lines;
}

/** Who did it, for those who did not. */
function byWhom({ by, to }: MailJob): string {
  if (by === to || by === null || by === 'SYSTEM') return '';
  return { CLIENT: ' by your client', THERAPIST: ' by your therapist', ADMIN: ' by the platform' }[by];
}

function reasonGiven({ job }: MailFacts): string[] {
  return job.by === job.to || job.reason === null ? [] : [`Why:   ${oneLine(job.reason)}`];
}

/** `Monday 5 October 2026, 9:00 am to 9:50 am AEST (Australia/Brisbane)` */
export function periodInWords(startsAt: Date, endsAt: Date, timeZone: string): string {
  const { date, time } = momentParts(startsAt, timeZone);
  const end = momentParts(endsAt, timeZone);
  return `${date}, ${time} to ${end.time} ${end.zone} (${timeZone})`;
}

/** `Monday 5 October 2026, 9:00 am AEST` */
export function momentInWords(instant: Date, timeZone: string): string {
  const { date, time, zone } = momentParts(instant, timeZone);
  return `${date}, ${time} ${zone}`;
}

function momentParts(instant: Date, timeZone: string): { date: string; time: string; zone: string } {
  const format = new Intl.DateTimeFormat('en-AU', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    timeZoneName: 'short',
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: `${parts['weekday']} ${parts['day']} ${parts['month']} ${parts['year']}`,
    time: `${parts['hour']}:${parts['minute']} ${parts['dayPeriod']?.toLowerCase()}`,
    zone: parts['timeZoneName'] ?? '',
  };
}

/** The recipient's zone when it is one, since it comes from a token as it is; the other when not. */
export function zoneForMail(own: string | null, other: string): string {
  return own !== null && ianaClock(own) !== null ? own : other;
}

/** People write names and reasons; a line break among them must not make lines of ours. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
