import type { RecordedChange } from '../booking/booking-changes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';
import { isReminder, type MailJob } from './mail-job.ts';

/** How long before an appointment its reminders are sent. */
export const reminderMinutes = { REMINDER_24H: 24 * 60, REMINDER_1H: 60 } as const;

const reminderKinds = Object.keys(reminderMinutes) as (keyof typeof reminderMinutes)[];

/** A mail with when it is to be sent; null: at once. */
export interface DueMail {
  job: MailJob;
  dueAt: Date | null;
}

/** The mails that follow from a change of an appointment: to its client always, to its therapist if they want any. */
export function mailsOfChange(change: RecordedChange): DueMail[] {
  const { booking, event, previousStatus } = change;
  switch (event) {
    case 'CONFIRMED':
      return [...toBoth(change, 'CONFIRMED'), ...remindersOf(change)];
    case 'RESCHEDULED':
      return [...toBoth(change, 'RESCHEDULED'), ...remindersOf(change)];
    case 'CANCELLED':
      // Of a time that was only held, nobody had been told.
      return previousStatus === BookingStatus.CONFIRMED ? toBoth(change, 'CANCELLED') : [];
    case 'HELD':
      return booking.waitlistEntryId === null
        ? []
        : [{ job: jobOf(change, 'OFFERED', 'CLIENT'), dueAt: null }];
    default:
      return [];
  }
}

function toBoth(change: RecordedChange, kind: MailJob['kind']): DueMail[] {
  return (['CLIENT', 'THERAPIST'] as const).map((to) => ({ job: jobOf(change, kind, to), dueAt: null }));
}

/** A reminder whose time has passed already is none. */
function remindersOf(change: RecordedChange): DueMail[] {
  return reminderKinds
    .map((kind) => ({
      job: { ...jobOf(change, kind, 'CLIENT'), by: null, reason: null, previousStartsAt: null },
      dueAt: new Date(change.booking.startsAt.getTime() - reminderMinutes[kind] * MINUTE_MS),
    }))
    .filter(({ dueAt }) => dueAt > change.now);
}

function jobOf(change: RecordedChange, kind: MailJob['kind'], to: MailJob['to']): MailJob {
  const { booking, actor, now, reason = null, previousTimes } = change;
  const { id, sequence, startsAt, endsAt, heldUntil } = booking;
  return {
    bookingId: id,
    kind,
    to,
    sequence,
    startsAt,
    endsAt,
    at: now,
    by: actor.role,
    reason,
    previousStartsAt: previousTimes?.startsAt ?? null,
    heldUntil: kind === 'OFFERED' ? heldUntil : null,
  };
}

/** The appointment as it is when a mail about it is about to be sent. */
export interface BookingNow {
  status: string;
  startsAt: Date;
  endsAt: Date;
  heldUntil: Date | null;
}

/**
 * Whether the mail still tells something true and useful. What happened is told even when more has happened since: each
 * change has its own mail, and the sequence puts them in order. A reminder is only for an appointment that stands at that
 * time, and the earlier one not when the later one is due.
 */
export function isStillWanted(job: MailJob, booking: BookingNow, now: Date): boolean {
  if (job.endsAt <= now) return false;
  if (job.kind === 'OFFERED') return booking.status === 'HELD' && (booking.heldUntil ?? now) > now;
  if (!isReminder(job)) return true;
  if (booking.status !== 'CONFIRMED' || booking.startsAt.getTime() !== job.startsAt.getTime()) return false;
  const last =
    job.kind === 'REMINDER_24H'
      ? job.startsAt.getTime() - reminderMinutes.REMINDER_1H * MINUTE_MS
      : job.startsAt.getTime();
  return now.getTime() < last;
}
