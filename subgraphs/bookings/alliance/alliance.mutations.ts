import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { badInput, notFound } from '../../shared/errors.ts';
import { IdempotencyConflict, type Settled } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { conflictAnswer, made, problemAnswer } from '../booking/booking-answers.ts';
import { visibleBooking } from '../booking/booking.loaders.ts';
import * as problems from '../booking/booking.problems.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { allianceOfBooking } from './alliance.reads.ts';
import { AllianceRecordType, AllianceSharing } from './alliance.type.ts';
import { recordAlliance, shareAlliance, type AllianceOutcome } from './record-alliance.ts';

@ObjectType('AllianceRecorded', { description: 'It was done.' })
export class AllianceRecorded {
  @Field(() => AllianceRecordType, { description: 'The marks as they are now.' })
  alliance!: AllianceRecordType;

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

const RecordAllianceResult = createUnionType({
  name: 'RecordAllianceResult',
  description: 'The marks, or why they were not kept.',
  types: () => [AllianceRecorded, problems.BookingStateConflict, IdempotencyConflict] as const,
});

const ShareAllianceResult = createUnionType({
  name: 'ShareAllianceResult',
  description: 'The marks with what is now shared of them, or why that was not changed.',
  types: () => [AllianceRecorded, problems.BookingStateConflict, IdempotencyConflict] as const,
});

const markDescription = (what: string) => `${what}: 0, not at all, to 10, completely.`;

@Resolver()
export class AllianceMutations {
  @Mutation(() => RecordAllianceResult, {
    nullable: true,
    description:
      'Keeps how an appointment that took place was for its client. There is one record for each appointment: given again, it takes the place of the one before. Nobody but the client sees it, unless they share it. Null only with an error.',
  })
  async recordAlliance(
    @Arg('bookingId', () => ID, { description: 'The appointment, one of the viewer’s own as its client.' })
    bookingId: string,
    @Arg('safe', () => Int, { description: markDescription('Felt safe and understood') }) safe: number,
    @Arg('goals', () => Int, { description: markDescription('We agreed on what we work on') }) goals: number,
    @Arg('tasks', () => Int, { description: markDescription('We agreed on how we work') }) tasks: number,
    @Arg('note', () => String, {
      nullable: true,
      description: 'A note of the client’s own, at most 2000 characters.',
    })
    note: string | null,
    @Arg('sharing', () => AllianceSharing, {
      defaultValue: AllianceSharing.NOTHING,
      description: 'What the therapist may see. It can be changed and taken back at any time.',
    })
    sharing: AllianceSharing,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const words = { ...requireMarks({ safe, goals, tasks }), note: requireNote(note), sharing };
    const settled = await settleBooking<AllianceOutcome>(
      context,
      'recordAlliance',
      key,
      { bookingId, ...words },
      (em, viewer) => recordAlliance(em, viewer, bookingId, words, context.now),
    );
    return answer(context, settled);
  }

  @Mutation(() => ShareAllianceResult, {
    nullable: true,
    description:
      'Changes what of the marks after an appointment its therapist may see, or takes all of it back, from now on. Null only with an error.',
  })
  async shareAlliance(
    @Arg('bookingId', () => ID, { description: 'The appointment, one of the viewer’s own as its client.' })
    bookingId: string,
    @Arg('sharing', () => AllianceSharing, { description: 'What the therapist may see from now on.' })
    sharing: AllianceSharing,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Booking', bookingId, 'bookingId');
    const settled = await settleBooking<AllianceOutcome>(
      context,
      'shareAlliance',
      key,
      { bookingId, sharing },
      (em, viewer) => shareAlliance(em, viewer, bookingId, sharing, context.now),
    );
    return answer(context, settled);
  }
}

function requireMarks<Marks extends Record<string, number>>(marks: Marks): Marks {
  for (const [name, mark] of Object.entries(marks))
    if (mark < 0 || mark > 10) throw badInput(`${name} must be from 0 to 10.`, name);
  return marks;
}

function requireNote(note: string | null | undefined): string | null {
  const text = note?.trim() ?? '';
  if (text.length > 2000) throw badInput('note must be at most 2000 characters.', 'note');
  return text === '' ? null : text;
}

async function answer(context: BookingsContext, settled: Settled<AllianceOutcome>): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  if (outcome.type !== 'AllianceRecorded') return problemAnswer(context, outcome);
  const visible = await context.load(visibleBooking, { id: outcome.bookingId, reason: null });
  const alliance = visible && (await context.load(allianceOfBooking, visible));
  if (!alliance) throw notFound('The marks');
  return made(AllianceRecorded, { alliance, replayed });
}
