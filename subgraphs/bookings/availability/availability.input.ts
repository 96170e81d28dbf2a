import { LocalDateResolver } from 'graphql-scalars';
import { Field, InputType, Int } from 'type-graphql';
import { badInput } from '../../shared/errors.ts';
import type { LocalRange, WeeklyHours } from '../slot/slot.rules.ts';
import { Weekday, weekdays } from '../../shared/vocabulary.ts';
import type { BookingSettingsType } from './availability.type.ts';
import { mostRangesOfDate, mostWeeklyRanges } from './hours.rules.ts';
import { parseClock } from './local-clock.rules.ts';

@InputType({ description: "A stretch of one day on the therapist's own clock." })
export class LocalTimeRangeInput {
  @Field(() => String, { description: 'When it begins on a 24-hour clock: `09:00`.' })
  startTime!: string;

  @Field(() => String, { description: 'When it ends on a 24-hour clock: `17:00`; midnight is `24:00`.' })
  endTime!: string;
}

@InputType({ description: 'Hours to keep every week, on the therapist’s own clock.' })
export class WeeklyHoursInput extends LocalTimeRangeInput {
  @Field(() => Weekday, { description: 'On which day of the week.' })
  weekday!: Weekday;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: 'First date on which they hold; null: from now on, and as if always.',
  })
  effectiveFrom?: string | null;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: 'Last date on which they hold, itself included; null: until further notice.',
  })
  effectiveUntil?: string | null;
}

@InputType({
  description: 'What to change of how appointments can be booked; what is not given stays as it is.',
})
export class BookingSettingsInput {
  @Field(() => Int, { nullable: true, description: 'How long a consultation is: 5 to 240 minutes.' })
  consultationMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes from one offered start of a consultation to the next: 5 to 1440.',
  })
  consultationStepMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'How long a session is: 5 to 240 minutes.' })
  sessionMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes from one offered start of a session to the next: 5 to 1440.',
  })
  sessionStepMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes kept free before each appointment: 0 to 240.' })
  bufferBeforeMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes kept free after each appointment: 0 to 240.' })
  bufferAfterMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes ahead an appointment must be booked at the least: 0 to 43200.',
  })
  minimumNoticeMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days ahead appointments can be booked: 1 to 366.',
  })
  horizonDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Most appointments on one day: 1 to 100. Null, if given, takes the limit away.',
  })
  dailyLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many hours ahead a client may still cancel or move an appointment: 0 to 336.',
  })
  cancellationNoticeHours?: number | null;
}

/** Least and most of each setting; the table's checks say the same. */
const settingBounds: Record<keyof BookingSettingsType, readonly [least: number, most: number]> = {
  consultationMinutes: [5, 240],
  consultationStepMinutes: [5, 1440],
  sessionMinutes: [5, 240],
  sessionStepMinutes: [5, 1440],
  bufferBeforeMinutes: [0, 240],
  bufferAfterMinutes: [0, 240],
  minimumNoticeMinutes: [0, 43_200],
  horizonDays: [1, 366],
  dailyLimit: [1, 100],
  cancellationNoticeHours: [0, 336],
};

/** The settings that were given; BAD_USER_INPUT naming one that is out of bounds. */
export function requireSettings(input: BookingSettingsInput): Partial<BookingSettingsType> {
  const given: Partial<BookingSettingsType> = {};
  for (const [name, [least, most]] of Object.entries(settingBounds) as [
    keyof BookingSettingsType,
    readonly [number, number],
  ][]) {
    const value = input[name];
    if (name === 'dailyLimit' && value === null) given.dailyLimit = null;
    if (value === undefined || value === null) continue;
    if (value < least || value > most)
      throw badInput(`settings.${name} must be from ${least} to ${most}.`, `settings.${name}`);
    given[name] = value;
  }
  return given;
}

/** BAD_USER_INPUT for a time that is none, or too many ranges. */
export function requireWeeklyHours(hours: readonly WeeklyHoursInput[]): WeeklyHours[] {
  if (hours.length > mostWeeklyRanges)
    throw badInput(`hours may hold at most ${mostWeeklyRanges} ranges.`, 'hours');
  return hours.map((range, index) => ({
    weekday: weekdays.indexOf(range.weekday) + 1,
    ...requireRange(range, `hours.${index}`),
    effectiveFrom: range.effectiveFrom ?? null,
    effectiveUntil: range.effectiveUntil ?? null,
  }));
}

/** BAD_USER_INPUT for a time that is none, or too many ranges. */
export function requireRanges(ranges: readonly LocalTimeRangeInput[]): LocalRange[] {
  if (ranges.length > mostRangesOfDate)
    throw badInput(`ranges may hold at most ${mostRangesOfDate} ranges.`, 'ranges');
  return ranges.map((range, index) => requireRange(range, `ranges.${index}`));
}

function requireRange({ startTime, endTime }: LocalTimeRangeInput, field: string): LocalRange {
  return {
    startMinute: requireClock(startTime, `${field}.startTime`),
    endMinute: requireClock(endTime, `${field}.endTime`),
  };
}

function requireClock(text: string, field: string): number {
  const minute = parseClock(text);
  if (minute === null) throw badInput(`${field} must be a time on a 24-hour clock, such as 09:00.`, field);
  return minute;
}
