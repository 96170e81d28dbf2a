import { LocalDateResolver } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { Weekday } from '../../shared/vocabulary.ts';
import { CalendarFeedType } from '../calendar/feed/calendar-feed.type.ts';
import { CalendarImportType } from '../calendar/import/calendar-import.type.ts';

@ObjectType('LocalTimeRange', { description: "A stretch of one day on the therapist's own clock." })
export class LocalTimeRangeType {
  @Field(() => String, { description: 'When it begins on a 24-hour clock: `09:00`.' })
  startTime!: string;

  @Field(() => String, { description: 'When it ends on a 24-hour clock: `17:00`; midnight is `24:00`.' })
  endTime!: string;
}

@ObjectType('WeeklyHours', { description: 'Hours that the therapist keeps every week, on their own clock.' })
export class WeeklyHoursType extends LocalTimeRangeType {
  @Field(() => Weekday, { description: 'On which day of the week.' })
  weekday!: Weekday;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: 'First date on which they hold; null: they always have.',
  })
  effectiveFrom!: string | null;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: 'Last date on which they hold, itself included; null: until further notice.',
  })
  effectiveUntil!: string | null;
}

@ObjectType('DateOverride', { description: 'Hours of one date, in the place of the weekly ones.' })
export class DateOverrideType {
  @Field(() => LocalDateResolver, { description: 'The date, as the therapist’s calendar has it.' })
  date!: string;

  @Field(() => [LocalTimeRangeType], { description: 'The hours of that date; empty: none at all.' })
  ranges!: LocalTimeRangeType[];
}

@ObjectType('TimeOff', { description: 'A time in which the therapist takes no appointments.' })
export class TimeOffType {
  @Field(() => ID, { description: 'TypeID with the prefix `timeoff`.' })
  id!: string;

  @Field(() => Date, { description: 'When it begins, in UTC.' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends, in UTC.' })
  endsAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'A note of the therapist’s own; null when they made none.',
  })
  note!: string | null;
}

@ObjectType('BookingSettings', { description: 'How appointments with the therapist can be booked.' })
export class BookingSettingsType {
  @Field(() => Int, { description: 'How long a consultation is, in minutes.' })
  consultationMinutes!: number;

  @Field(() => Int, { description: 'Minutes from one offered start of a consultation to the next.' })
  consultationStepMinutes!: number;

  @Field(() => Int, { description: 'How long a session is, in minutes.' })
  sessionMinutes!: number;

  @Field(() => Int, { description: 'Minutes from one offered start of a session to the next.' })
  sessionStepMinutes!: number;

  @Field(() => Int, { description: 'Minutes kept free before each appointment.' })
  bufferBeforeMinutes!: number;

  @Field(() => Int, { description: 'Minutes kept free after each appointment.' })
  bufferAfterMinutes!: number;

  @Field(() => Int, { description: 'How many minutes ahead an appointment must be booked at the least.' })
  minimumNoticeMinutes!: number;

  @Field(() => Int, { description: 'How many days ahead appointments can be booked.' })
  horizonDays!: number;

  @Field(() => Int, { nullable: true, description: 'Most appointments on one day; null: as many as fit.' })
  dailyLimit!: number | null;

  @Field(() => Int, { description: 'How many hours ahead a client may still cancel or move an appointment.' })
  cancellationNoticeHours!: number;
}

@PrivateToViewer()
@ObjectType('Availability', {
  description: 'Everything that decides when a therapist can be booked, as they have set it.',
})
export class AvailabilityType {
  therapistId!: string;

  @Field(() => String, { description: 'IANA time zone of the therapist’s clock, from their profile.' })
  timeZone!: string;

  @Field(() => [WeeklyHoursType], { description: 'The weekly hours, by day and time, past ones included.' })
  weeklyHours!: WeeklyHoursType[];

  @Field(() => [DateOverrideType], { description: 'Dates with hours of their own, from today on.' })
  overrides!: DateOverrideType[];

  @Field(() => [TimeOffType], { description: 'Time off that has not ended, the soonest first.' })
  timeOff!: TimeOffType[];

  @Field(() => BookingSettingsType, { description: 'Lengths, notice, buffers and limits.' })
  settings!: BookingSettingsType;

  @Field(() => CalendarImportType, {
    nullable: true,
    description: 'The calendar whose events close times here; null when there is none.',
  })
  calendarImport!: CalendarImportType | null;

  @Field(() => CalendarFeedType, {
    nullable: true,
    description:
      'The secret address at which calendar programs find the appointments; null when there is none.',
  })
  calendarFeed!: CalendarFeedType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where mail about appointments goes to the therapist; null when they want none.',
  })
  mailTo!: string | null;
}
