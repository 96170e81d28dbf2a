import { z } from 'zod';

export const mailKinds = [
  'CONFIRMED',
  'RESCHEDULED',
  'CANCELLED',
  'OFFERED',
  'REMINDER_24H',
  'REMINDER_1H',
] as const;

const instant = z.string().transform((text) => new Date(text));

/**
 * One mail to one person about one appointment, as it lies in the queue. It tells the times as they were when it was due,
 * since the appointment may have changed since; it names nobody: who gets it is looked up when it is sent.
 */
export const mailJobSchema = z.object({
  bookingId: z.string(),
  kind: z.enum(mailKinds),
  to: z.enum(['CLIENT', 'THERAPIST']),
  sequence: z.number(),
  startsAt: instant,
  endsAt: instant,
  /** When what it tells of happened. */
  at: instant,
  /** Who brought it about; null for reminders and what happened by itself. */
  by: z.enum(['CLIENT', 'THERAPIST', 'ADMIN', 'SYSTEM']).nullable(),
  /** In the words of who did it. */
  reason: z.string().nullable(),
  /** When the appointment was to start before it was moved. */
  previousStartsAt: instant.nullable(),
  /** Until when an offered time is kept. */
  heldUntil: instant.nullable(),
});

export type MailJob = z.infer<typeof mailJobSchema>;

export function isReminder({ kind }: Pick<MailJob, 'kind'>): boolean {
  return kind === 'REMINDER_24H' || kind === 'REMINDER_1H';
}

/**
 * What makes two jobs the same mail. A reminder is of a time: moved away and back again, the appointment still has one. All
 * else is of a change, which the sequence counts.
 */
export function mailId(job: Pick<MailJob, 'bookingId' | 'kind' | 'to' | 'sequence' | 'startsAt'>): string {
  const what = isReminder(job)
    ? job.startsAt.toISOString().replaceAll(/[-:]|\.000/g, '')
    : String(job.sequence);
  return [job.bookingId, job.kind, what, job.to].join('.');
}
