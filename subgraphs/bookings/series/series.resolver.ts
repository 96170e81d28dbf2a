import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { bookings } from '../booking/booking-answers.ts';
import { BookingType } from '../booking/booking.type.ts';
import type { BookingsContext } from '../bookings.ts';
import { alternativesTo } from '../schedule/diary.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { SlotType, toSlot } from '../slot/slot.type.ts';
import { seriesById } from './series.reference.ts';
import { OccurrenceReportType, SeriesType } from './series.type.ts';

@Resolver(() => SeriesType)
export class SeriesResolver {
  @FieldResolver(() => [BookingType], {
    description: 'Its appointments in order, at most 26, cancelled ones included.',
  })
  bookings(
    @Root() { bookingIds, reason }: SeriesType,
    @Ctx() context: BookingsContext,
  ): Promise<BookingType[]> {
    return bookings(context, bookingIds, reason);
  }
}

@Resolver(() => OccurrenceReportType)
export class OccurrenceReportResolver {
  @FieldResolver(() => [SlotType], {
    description: 'Up to three open slots nearest to it, nearest first; none when it is booked or open.',
  })
  async alternatives(
    @Root() { therapistId, result, startsAt }: OccurrenceReportType,
    @Ctx() context: BookingsContext,
  ): Promise<SlotType[]> {
    if (startsAt === null || result === 'BOOKED' || result === 'OPEN') return [];
    const diary = await context.load(diaryOfTherapist, therapistId);
    if (diary === null) return [];
    return alternativesTo(diary, AppointmentKind.SESSION, startsAt.getTime(), context.now).map((slot) =>
      toSlot(therapistId, slot),
    );
  }
}

@Resolver(() => BookingType)
export class BookingSeriesResolver {
  @FieldResolver(() => SeriesType, {
    nullable: true,
    description: 'The ongoing sessions it is one of; null when it stands alone.',
  })
  series(
    @Root() { visible }: BookingType,
    @Ctx() context: BookingsContext,
  ): Promise<SeriesType | null> | null {
    const { seriesId } = visible.row;
    return seriesId === null ? null : seriesById(context, seriesId, visible.reason);
  }
}
