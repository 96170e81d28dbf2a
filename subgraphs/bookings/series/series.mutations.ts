import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { badInput, notFound } from '../../shared/errors.ts';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { requireRole } from '../../shared/viewer.ts';
import { requireSlotKey } from '../booking/book-slot.ts';
import {
  bookings,
  conflictAnswer,
  made,
  problemAnswer,
  type ProblemOutcome,
} from '../booking/booking-answers.ts';
import type { OccurrenceOutcome } from '../booking/booking-outcomes.ts';
import * as problems from '../booking/booking.problems.ts';
import { bookingById } from '../booking/booking.reference.ts';
import { BookingType } from '../booking/booking.type.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import { requireReason } from '../booking/own-booking.ts';
import { settleBooking } from '../booking/settle-booking.ts';
import type { BookingsContext } from '../bookings.ts';
import { bookSeries } from './book-series.ts';
import { cancelSeries } from './cancel-series.ts';
import { seriesById } from './series.reference.ts';
import { leastOccurrences, mostOccurrences } from './series.rules.ts';
import { OccurrenceReportType, OnConflict, Rhythm, SeriesType } from './series.type.ts';

@ObjectType('SeriesConflicts', {
  implements: Problem,
  description: 'Not all of the times can be had, or none of them. Nothing was booked.',
})
class SeriesConflicts extends Problem {
  @Field(() => [OccurrenceReportType], { description: 'What stands against each, in order.' })
  occurrences!: OccurrenceReportType[];
}

@ObjectType('SeriesBooked', { description: 'The series is booked.' })
class SeriesBooked {
  @Field(() => SeriesType, { description: 'The series as it is now.' })
  series!: SeriesType;

  @Field(() => [OccurrenceReportType], {
    description: 'What came of each time that was asked for, in order.',
  })
  occurrences!: OccurrenceReportType[];

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

@ObjectType('SeriesCancelled', { description: 'What was left of the series is cancelled.' })
class SeriesCancelled {
  @Field(() => SeriesType, { description: 'The series as it is now.' })
  series!: SeriesType;

  @Field(() => [BookingType], { description: 'The appointments that were cancelled.' })
  cancelled!: BookingType[];

  @Field(() => [BookingType], { description: 'Those that stand, since it is too late to cancel them.' })
  kept!: BookingType[];

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

const BookSeriesResult = createUnionType({
  name: 'BookSeriesResult',
  description: 'The booked series, or why nothing was booked.',
  types: () =>
    [
      SeriesBooked,
      SeriesConflicts,
      problems.SlotTaken,
      problems.ClientBusy,
      problems.NotAcceptingNewClients,
      IdempotencyConflict,
    ] as const,
});

const CancelSeriesResult = createUnionType({
  name: 'CancelSeriesResult',
  description: 'The cancelled appointments, or why none was cancelled.',
  types: () => [SeriesCancelled, problems.TooLateToCancel, IdempotencyConflict] as const,
});

@Resolver()
export class SeriesMutations {
  @Mutation(() => BookSeriesResult, {
    nullable: true,
    description:
      "Books ongoing sessions: the slot, and the same local time in the therapist's time zone each week or fortnight after it, whatever the clocks do. Null only with an error.",
  })
  async bookSeries(
    @Arg('slotId', () => ID, { description: 'The first session: a slot of the kind SESSION.' })
    slotId: string,
    @Arg('every', () => Rhythm, { description: 'How often.' }) every: Rhythm,
    @Arg('count', () => Int, { description: 'How many sessions, the first included: 2 to 26.' })
    count: number,
    @Arg('onConflict', () => OnConflict, {
      defaultValue: OnConflict.ALL_OR_NOTHING,
      description: 'What to do when some of the times cannot be had.',
    })
    onConflict: OnConflict,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireRole(context, 'client');
    const slot = requireSlotKey(slotId);
    if (slot.kind !== 'SESSION') throw badInput('slotId must be a slot of the kind SESSION.', 'slotId');
    if (count < leastOccurrences || count > mostOccurrences) {
      throw badInput(`count must be from ${leastOccurrences} to ${mostOccurrences}.`, 'count');
    }
    const input = { slotId, every, count, onConflict };
    const settled = await settleBooking(context, 'bookSeries', key, input, (em, viewer) =>
      bookSeries(em, viewer, { slot, every, count, onConflict }, context.now),
    );
    if (settled === 'conflict') return conflictAnswer();
    const { outcome, replayed } = settled;
    if (outcome.type === 'SeriesConflicts') {
      return made(SeriesConflicts, {
        message: 'Not all of these times can be booked. Choose another time, or book those that are open.',
        occurrences: await reports(context, slot.therapistId, outcome.occurrences),
      });
    }
    if (outcome.type !== 'SeriesBooked') return problemAnswer(context, outcome as ProblemOutcome);
    const series = await seriesById(context, outcome.seriesId);
    if (series === null) throw notFound('The series');
    return made(SeriesBooked, {
      series,
      occurrences: await reports(context, slot.therapistId, outcome.occurrences),
      replayed,
    });
  }

  @Mutation(() => CancelSeriesResult, {
    nullable: true,
    description:
      'Calls off what is left of ongoing sessions, all of it or from an occurrence on; what the client is too late to cancel stands. Null only with an error.',
  })
  async cancelSeries(
    @Arg('seriesId', () => ID, { description: 'The series.' }) seriesId: string,
    @Arg('fromOccurrence', () => Int, {
      defaultValue: 1,
      description: 'Its first appointment to cancel, counted from 1.',
    })
    fromOccurrence: number,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Why, at most 500 characters; kept in the timelines. Needed from anybody but the client.',
    })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('Series', seriesId, 'seriesId');
    if (fromOccurrence < 1) throw badInput('fromOccurrence must be 1 or more.', 'fromOccurrence');
    const why = requireReason(reason, 'CLIENT', []);
    const input = { seriesId, fromOccurrence, reason: why };
    const settled = await settleBooking(context, 'cancelSeries', key, input, (em, viewer) =>
      cancelSeries(em, viewer, input, context.now),
    );
    if (settled === 'conflict') return conflictAnswer();
    const { outcome, replayed } = settled;
    if (outcome.type !== 'SeriesCancelled') return problemAnswer(context, outcome as ProblemOutcome, why);
    const series = await seriesById(context, seriesId, why);
    if (series === null) throw notFound('The series');
    const [cancelled, kept] = await Promise.all([
      bookings(context, outcome.cancelled, why),
      bookings(context, outcome.kept, why),
    ]);
    return made(SeriesCancelled, { series, cancelled, kept, replayed });
  }
}

function reports(
  context: BookingsContext,
  therapistId: string,
  outcomes: readonly OccurrenceOutcome[],
): Promise<OccurrenceReportType[]> {
  return Promise.all(
    outcomes.map(async ({ occurrence, startsAt, result, bookingId }) =>
      made(OccurrenceReportType, {
        therapistId,
        occurrence,
        startsAt: startsAt === null ? null : new Date(startsAt),
        result,
        booking: bookingId === null ? null : await bookingById(context, bookingId),
      }),
    ),
  );
}
