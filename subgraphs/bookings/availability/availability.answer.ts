import { notFound } from '../../shared/errors.ts';
import type { Outcome, Settled } from '../../shared/idempotency.ts';
import { bookings, conflictAnswer, made } from '../booking/booking-answers.ts';
import type { BookingsContext } from '../bookings.ts';
import {
  AvailabilityChanged,
  InvalidHours,
  TooManyEntries,
  type HoursFaultKind,
} from './availability.problems.ts';
import { readAvailabilities } from './availability.reads.ts';
import type { AvailabilityType } from './availability.type.ts';
import type { HoursFault } from './hours.rules.ts';

/** What came of a change of when a therapist can be booked, as it is remembered for its idempotency key. */
export type AvailabilityOutcome =
  | { type: 'AvailabilityChanged' }
  | { type: 'InvalidHours'; index: number; fault: HoursFault['fault']; other: number | null }
  | { type: 'TooManyEntries'; limit: number };

/** Not by a loader: what was loaded before the change is no longer so. */
export async function readAvailability(
  { em, now }: BookingsContext,
  therapistId: string,
): Promise<AvailabilityType> {
  const [availability] = await readAvailabilities(em, [therapistId], now);
  if (availability === undefined) throw notFound('The therapist');
  return availability;
}

/** What the therapist or admin is told. `reason` lets an admin see the appointments that are affected. */
export async function availabilityAnswer(
  context: BookingsContext,
  therapistId: string,
  settled: Settled<AvailabilityOutcome & Outcome & { affected?: string[] }>,
  reason: string | null | undefined,
): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  switch (outcome.type) {
    case 'AvailabilityChanged':
      return made(AvailabilityChanged, {
        availability: await readAvailability(context, therapistId),
        affectedBookings: await bookings(context, outcome.affected ?? [], reason?.trim() || null),
        replayed,
      });
    case 'InvalidHours': {
      const { index, fault, other } = outcome;
      return made(InvalidHours, {
        message: hoursMessage(outcome),
        index,
        fault: fault as HoursFaultKind,
        other,
      });
    }
    case 'TooManyEntries':
      return made(TooManyEntries, {
        message: `There may be at most ${outcome.limit} of these at a time. Remove some that are not needed.`,
        limit: outcome.limit,
      });
  }
}

function hoursMessage({
  index,
  fault,
  other,
}: {
  index: number;
  fault: HoursFault['fault'];
  other: number | null;
}): string {
  const which = `Range ${index + 1}`;
  switch (fault) {
    case 'ENDS_BEFORE_START':
      return `${which} ends before it begins. Enter hours over midnight as two ranges.`;
    case 'DATES_REVERSED':
      return `${which} has a last date that is before its first.`;
    case 'OVERLAPS':
      return `${which} overlaps range ${other! + 1}. Make them one.`;
  }
}
