import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { Problem } from '../../shared/problem.ts';
import { BookingType } from '../booking/booking.type.ts';
import { AvailabilityType } from './availability.type.ts';

@ObjectType('AvailabilityChanged', { description: 'It was done.' })
export class AvailabilityChanged {
  @Field(() => AvailabilityType, { description: 'When the therapist can be booked, as it is now.' })
  availability!: AvailabilityType;

  @Field(() => [BookingType], {
    description:
      'Appointments before them for which the therapist was there before this change and is not any more, the soonest first. They stand until they are moved or cancelled: that is for the therapist to do.',
  })
  affectedBookings!: BookingType[];

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

export enum HoursFaultKind {
  ENDS_BEFORE_START = 'ENDS_BEFORE_START',
  DATES_REVERSED = 'DATES_REVERSED',
  OVERLAPS = 'OVERLAPS',
}

registerEnumType(HoursFaultKind, {
  name: 'HoursFault',
  description: 'What is wrong with a range of hours.',
  valuesConfig: {
    ENDS_BEFORE_START: {
      description: 'It ends before it begins, or at once. Hours over midnight are two ranges.',
    },
    DATES_REVERSED: { description: 'Its last date is before its first.' },
    OVERLAPS: { description: 'It overlaps an earlier range of the list on the same day.' },
  },
});

@ObjectType('InvalidHours', {
  implements: Problem,
  description: 'The hours contradict themselves. Nothing was done.',
})
export class InvalidHours extends Problem {
  @Field(() => Int, { description: 'Which of the ranges given is at fault, counted from 0.' })
  index!: number;

  @Field(() => HoursFaultKind, { description: 'What is wrong with it.' })
  fault!: HoursFaultKind;

  @Field(() => Int, {
    nullable: true,
    description: 'Which range it overlaps, counted from 0; null for any other fault.',
  })
  other!: number | null;
}

@ObjectType('TooManyEntries', {
  implements: Problem,
  description: 'There are as many entries of this kind as one therapist may have. Nothing was done.',
})
export class TooManyEntries extends Problem {
  @Field(() => Int, { description: 'How many there may be that are not past.' })
  limit!: number;
}

export const SetWeeklyHoursResult = createUnionType({
  name: 'SetWeeklyHoursResult',
  description: 'What the hours now are, or why they were not changed.',
  types: () => [AvailabilityChanged, InvalidHours, IdempotencyConflict] as const,
});

export const SetDateOverrideResult = createUnionType({
  name: 'SetDateOverrideResult',
  description: 'What the hours now are, or why they were not changed.',
  types: () => [AvailabilityChanged, InvalidHours, TooManyEntries, IdempotencyConflict] as const,
});

export const AddTimeOffResult = createUnionType({
  name: 'AddTimeOffResult',
  description: 'The time off with the appointments it collides with, or why it was not added.',
  types: () => [AvailabilityChanged, TooManyEntries, IdempotencyConflict] as const,
});

export const ChangeAvailabilityResult = createUnionType({
  name: 'ChangeAvailabilityResult',
  description: 'When the therapist can now be booked, or why it was not changed.',
  types: () => [AvailabilityChanged, IdempotencyConflict] as const,
});
