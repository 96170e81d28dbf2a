import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '../../../../subgraphs/bookings/booking/booking-changes.ts';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { mailId, type MailJob } from '../../../../subgraphs/bookings/mail/mail-job.ts';
import { isStillWanted, mailsOfChange } from '../../../../subgraphs/bookings/mail/mail.rules.ts';
import { at } from '../support/practice.ts';

const bookingId = 'booking_01h455vb4pex5vsknk084sn02q';

/** A change of an appointment on Tuesday at 9, made on Monday at midnight unless said otherwise. */
function change(event: RecordedChange['event'], overrides: Partial<RecordedChange> = {}): RecordedChange {
  return {
    booking: {
      id: bookingId,
      sequence: 0,
      startsAt: at(1, 9),
      endsAt: at(1, 9.5),
      heldUntil: null,
      waitlistEntryId: null,
    } as RecordedChange['booking'],
    event,
    actor: { role: 'CLIENT', subject: 'somebody' },
    now: at(0, 0),
    previousStatus: null,
    previousTimes: null,
    ...overrides,
  };
}

const told = (changed: RecordedChange) =>
  mailsOfChange(changed).map(({ job: { kind, to }, dueAt }) => [kind, to, dueAt]);

describe('the mails of a change', () => {
  it('of a confirmation are one to each party and two reminders', () => {
    expect(told(change('CONFIRMED'))).toEqual([
      ['CONFIRMED', 'CLIENT', null],
      ['CONFIRMED', 'THERAPIST', null],
      ['REMINDER_24H', 'CLIENT', at(0, 9)],
      ['REMINDER_1H', 'CLIENT', at(1, 8)],
    ]);
  });

  it('leave out reminders whose time has passed', () => {
    const kinds = (now: Date) => told(change('CONFIRMED', { now })).map(([kind]) => kind);
    expect(kinds(at(0, 9))).toEqual(['CONFIRMED', 'CONFIRMED', 'REMINDER_1H']);
    expect(kinds(at(1, 8))).toEqual(['CONFIRMED', 'CONFIRMED']);
  });

  it('of a cancellation are none when the time was only held', () => {
    const cancelled = (previousStatus: BookingStatus) => told(change('CANCELLED', { previousStatus }));
    expect(cancelled(BookingStatus.CONFIRMED)).toHaveLength(2);
    expect(cancelled(BookingStatus.HELD)).toEqual([]);
  });

  it('of a hold are none but for an offer from the waitlist', () => {
    expect(told(change('HELD'))).toEqual([]);
    const booking = { ...change('HELD').booking, waitlistEntryId: 'waitlist_1' } as RecordedChange['booking'];
    expect(told(change('HELD', { booking }))).toEqual([['OFFERED', 'CLIENT', null]]);
  });

  it.each(['COMPLETED', 'MARKED_NO_SHOW', 'EXPIRED'] as const)('of %s are none', (event) => {
    expect(told(change(event))).toEqual([]);
  });
});

describe('two jobs', () => {
  const job = mailsOfChange(change('CONFIRMED'))[0]!.job;

  it('are the same mail for one change, and another for the next', () => {
    expect(mailId({ ...job })).toBe(mailId(job));
    expect(mailId({ ...job, sequence: 1 })).not.toBe(mailId(job));
    expect(mailId({ ...job, to: 'THERAPIST' })).not.toBe(mailId(job));
  });

  it('are the same reminder for one time, however often the appointment was moved there', () => {
    const reminder = { ...job, kind: 'REMINDER_1H' as const };
    expect(mailId({ ...reminder, sequence: 2 })).toBe(mailId(reminder));
    expect(mailId({ ...reminder, startsAt: at(2, 9) })).not.toBe(mailId(reminder));
  });
});

describe('a mail', () => {
  const job = (kind: MailJob['kind']): MailJob => ({ ...mailsOfChange(change('CONFIRMED'))[0]!.job, kind });
  const booking = { status: 'CONFIRMED', startsAt: at(1, 9), endsAt: at(1, 9.5), heldUntil: null };

  it('of a change is wanted until the appointment is over, whatever has happened since', () => {
    expect(isStillWanted(job('CONFIRMED'), { ...booking, status: 'CANCELLED' }, at(0, 1))).toBe(true);
    expect(isStillWanted(job('CONFIRMED'), booking, at(1, 9.5))).toBe(false);
  });

  it('of a reminder is wanted only for an appointment that stands at that time', () => {
    expect(isStillWanted(job('REMINDER_24H'), booking, at(0, 9))).toBe(true);
    expect(isStillWanted(job('REMINDER_24H'), { ...booking, status: 'CANCELLED' }, at(0, 9))).toBe(false);
    expect(isStillWanted(job('REMINDER_24H'), { ...booking, startsAt: at(2, 9) }, at(0, 9))).toBe(false);
  });

  it('of a late reminder is not wanted when the next is due, or the appointment has begun', () => {
    expect(isStillWanted(job('REMINDER_24H'), booking, at(1, 7.9))).toBe(true);
    expect(isStillWanted(job('REMINDER_24H'), booking, at(1, 8))).toBe(false);
    expect(isStillWanted(job('REMINDER_1H'), booking, at(1, 8.9))).toBe(true);
    expect(isStillWanted(job('REMINDER_1H'), booking, at(1, 9))).toBe(false);
  });

  it('of an offer is wanted while the time is kept', () => {
    const held = { ...booking, status: 'HELD', heldUntil: at(0, 2) };
    expect(isStillWanted(job('OFFERED'), held, at(0, 1))).toBe(true);
    expect(isStillWanted(job('OFFERED'), held, at(0, 2))).toBe(false);
    expect(isStillWanted(job('OFFERED'), booking, at(0, 1))).toBe(false);
  });
});
