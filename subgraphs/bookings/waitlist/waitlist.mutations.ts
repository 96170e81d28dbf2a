import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { badInput, notFound } from '../../shared/errors.ts';
import { IdempotencyConflict, type Settled } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { requireRole } from '../../shared/viewer.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import {
  conflictAnswer,
  made,
  problemAnswer,
  slots,
  type ProblemOutcome,
} from '../booking/booking-answers.ts';
import type { BookingOutcome } from '../booking/booking-outcomes.ts';
import * as problems from '../booking/booking.problems.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { SlotType } from '../slot/slot.type.ts';
import { DAY_MS } from '../slot/zone-offsets.ts';
import { joinWaitlist, leaveWaitlist } from './wait.ts';
import { ownWaitById } from './waitlist.reads.ts';
import { TimeWindow, toWaitlistEntry, WaitlistEntryType } from './waitlist.type.ts';

@ObjectType('SlotsAreOpen', {
  implements: Problem,
  description: 'There are times in the window that can be booked, so there is nothing to wait for.',
})
class SlotsAreOpen extends Problem {
  @Field(() => [SlotType], { description: 'Up to three of them, the soonest first.' })
  slots!: SlotType[];
}

@ObjectType('AlreadyWaiting', {
  implements: Problem,
  description: 'The client waits for this therapist and kind already. Nothing was done.',
})
class AlreadyWaiting extends Problem {
  @Field(() => WaitlistEntryType, {
    nullable: true,
    description: 'That wait: leave it to wait with another window. Null when it can no longer be shown.',
  })
  entry!: WaitlistEntryType | null;
}

@ObjectType('WaitlistSuccess', { description: 'It was done.' })
class WaitlistSuccess {
  @Field(() => WaitlistEntryType, { description: 'The wait as it is now.' })
  entry!: WaitlistEntryType;

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

const JoinWaitlistResult = createUnionType({
  name: 'JoinWaitlistResult',
  description: 'The wait, or why there is none.',
  types: () =>
    [
      WaitlistSuccess,
      SlotsAreOpen,
      AlreadyWaiting,
      problems.ConsultationAlreadyUsed,
      problems.NotAcceptingNewClients,
      IdempotencyConflict,
    ] as const,
});

const LeaveWaitlistResult = createUnionType({
  name: 'LeaveWaitlistResult',
  description: 'The wait that is over.',
  types: () => [WaitlistSuccess, IdempotencyConflict] as const,
});

@Resolver()
export class WaitlistMutations {
  @Mutation(() => JoinWaitlistResult, {
    nullable: true,
    description:
      'Waits for a time with a therapist: one that becomes free is offered to one person at a time, the longest waiting first, as a hold of 2 hours. Null only with an error.',
  })
  async joinWaitlist(
    @Arg('therapistId', () => ID, { description: 'The therapist.' }) therapistId: string,
    @Arg('kind', () => AppointmentKind, { description: 'What the appointment is for.' })
    kind: AppointmentKind,
    @Arg('window', () => TimeWindow, {
      description: 'When the appointment may start; it ends at most a year from now.',
    })
    window: TimeWindow,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireRole(context, 'client');
    requireId('Therapist', therapistId, 'therapistId');
    requireWindow(window, context.now);
    const input = { therapistId, kind, window: { from: window.from, until: window.until } };
    const settled = await settleBooking(context, 'joinWaitlist', key, input, (em, viewer) =>
      joinWaitlist(em, viewer, input, context.now),
    );
    return waitAnswer(context, settled);
  }

  @Mutation(() => LeaveWaitlistResult, {
    nullable: true,
    description: 'Waits no longer, and lets go of a time that is offered. Null only with an error.',
  })
  async leaveWaitlist(
    @Arg('entryId', () => ID, { description: 'The wait.' }) entryId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('WaitlistEntry', entryId, 'entryId');
    const settled = await settleBooking(context, 'leaveWaitlist', key, { entryId }, (em, viewer) =>
      leaveWaitlist(em, viewer, entryId, context.now),
    );
    return waitAnswer(context, settled);
  }
}

function requireWindow({ from, until }: TimeWindow, now: Date): void {
  if (until <= from) throw badInput('window.until must be later than window.from.', 'window.until');
  if (until <= now) throw badInput('window.until must be later than now.', 'window.until');
  if (until.getTime() > now.getTime() + 366 * DAY_MS) {
    throw badInput('window.until must be at most a year from now.', 'window.until');
  }
}

async function waitAnswer(context: BookingsContext, settled: Settled<BookingOutcome>): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  switch (outcome.type) {
    case 'WaitlistSuccess': {
      const entry = await entryOf(context, outcome.entryId);
      if (entry === null) throw notFound('The waitlist entry');
      return made(WaitlistSuccess, { entry, replayed });
    }
    case 'SlotsAreOpen':
      return made(SlotsAreOpen, {
        message: 'There are open times in that window. Book one of them.',
        slots: await slots(context, outcome.slots),
      });
    case 'AlreadyWaiting':
      return made(AlreadyWaiting, {
        message: 'You are waiting for this therapist already.',
        entry: await entryOf(context, outcome.entryId),
      });
    default:
      return problemAnswer(context, outcome as ProblemOutcome);
  }
}

async function entryOf(context: BookingsContext, id: string): Promise<WaitlistEntryType | null> {
  const row = await context.load(ownWaitById, id);
  return row && toWaitlistEntry(row, context.now);
}
