import MailComposer from 'nodemailer/lib/mail-composer';
import { changeableUntil } from '../booking/booking.rules.ts';
import { calendarText, type Address } from '../calendar/appointment-ics.ts';
import { summaryForClient, summaryForTherapist } from '../calendar/appointment.words.ts';
import { isReminder, mailId, type MailJob } from './mail-job.ts';
import type { MailRow } from './mail.reads.ts';
import { mailWords, zoneForMail } from './mail.words.ts';
import type { Letter } from './transport.ts';

export interface Sender {
  from: Address;
  publicUrl: string;
  joinUrlTemplate: string | null;
}

/** The letter of a job; null when its recipient has no address that mail can go to. */
export async function composeMail(
  job: MailJob,
  row: MailRow,
  sender: Sender,
  now: Date,
): Promise<Letter | null> {
  const recipient = recipientOf(job, row);
  if (recipient === null) return null;
  const id = mailId(job);
  const joinUrl = sender.joinUrlTemplate?.replace('{room}', row.room) ?? null;
  const { subject, text } = mailWords({
    job,
    appointmentKind: row.kind,
    recipientName: recipient.name,
    otherName: job.to === 'CLIENT' ? row.therapistName : (row.clientName ?? 'a client'),
    timeZone:
      job.to === 'CLIENT' ? zoneForMail(row.clientTimeZone, row.therapistTimeZone) : row.therapistTimeZone,
    joinUrl,
    changeableUntil: changeableUntil({
      startsAt: job.startsAt,
      cancellationNoticeHours: row.cancellationNoticeHours,
    }),
    publicUrl: sender.publicUrl,
  });
  const composed = new MailComposer({
    // The same however often it is tried, so that whoever gets it twice knows it again.
    messageId: `<${id}@${sender.from.email.split('@')[1]}>`,
    date: now,
    from: { name: sender.from.name ?? '', address: sender.from.email },
    to: { name: recipient.name ?? '', address: recipient.email },
    subject,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(hasCalendar(job) && { icalEvent: calendarPart(job, row, recipient, sender, joinUrl) }),
  });
  return { id, from: sender.from.email, to: recipient.email, bytes: await composed.compile().build() };
}

/** An offer is no appointment yet, and a reminder changes nothing. */
function hasCalendar(job: MailJob): boolean {
  return !isReminder(job) && job.kind !== 'OFFERED';
}

function calendarPart(
  job: MailJob,
  row: MailRow,
  recipient: Address,
  { from }: Sender,
  joinUrl: string | null,
) {
  const method = job.kind === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
  const content = calendarText(
    [
      {
        bookingId: job.bookingId,
        sequence: job.sequence,
        startsAt: job.startsAt,
        endsAt: job.endsAt,
        stamp: job.at,
        isCancelled: method === 'CANCEL',
        summary:
          job.to === 'CLIENT'
            ? summaryForClient(row.kind, row.therapistName)
            : summaryForTherapist(row.kind, row.clientName),
        joinUrl: method === 'CANCEL' ? null : joinUrl,
        organizer: { name: row.therapistName, email: from.email },
        attendee: recipient,
      },
    ],
    { method },
  );
  return { method, filename: 'appointment.ics', content };
}

/** Addresses come from tokens as they are: one that could be more than one address, or none, gets no mail. */
function recipientOf(job: MailJob, row: MailRow): Address | null {
  const email = job.to === 'CLIENT' ? row.clientEmail : row.therapistEmail;
  if (email === null || email.length > 320 || !/^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/.test(email))
    return null;
  return { name: job.to === 'CLIENT' ? row.clientName : row.therapistName, email };
}
