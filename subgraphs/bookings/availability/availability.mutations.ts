import { LocalDateResolver } from 'graphql-scalars';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { badInput } from '../../shared/errors.ts';
import { requireId } from '../../shared/ids.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import type { BookingsContext } from '../bookings.ts';
import { availabilityAnswer, type AvailabilityOutcome } from './availability.answer.ts';
import {
  BookingSettingsInput,
  LocalTimeRangeInput,
  requireRanges,
  requireSettings,
  requireWeeklyHours,
  WeeklyHoursInput,
} from './availability.input.ts';
import {
  AddTimeOffResult,
  ChangeAvailabilityResult,
  SetDateOverrideResult,
  SetWeeklyHoursResult,
} from './availability.problems.ts';
import { changeAvailability } from './change-availability.ts';
import { judgeRanges, judgeWeeklyHours } from './hours.rules.ts';
import {
  addTimeOff,
  changed,
  invalidHours,
  removeDateOverride,
  removeTimeOff,
  replaceWeeklyHours,
  saveDateOverride,
  saveSettings,
} from './save-availability.ts';

export const therapistDescription = 'Whose. For the therapist themself, and for admins.';
export const adminReasonDescription =
  'Why an admin does it, at most 500 characters; needed from admins, and kept with what was done.';

@Resolver()
export class AvailabilityMutations {
  @Mutation(() => SetWeeklyHoursResult, {
    nullable: true,
    description:
      'Puts these weekly hours in the place of all there were. They are wall-clock hours in the time zone of the profile: 09:00 stays 09:00 when clocks change. Null only with an error.',
  })
  async setWeeklyHours(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('hours', () => [WeeklyHoursInput], {
      description: 'All of them, at most 100; none closes every week.',
    })
    hours: WeeklyHoursInput[],
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const wanted = requireWeeklyHours(hours);
    const request = { operation: 'setWeeklyHours', therapistId, reason, key, input: { hours: wanted } };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, async (em) => {
      const fault = judgeWeeklyHours(wanted);
      return fault ? invalidHours(fault) : replaceWeeklyHours(em, therapistId, wanted);
    });
    return availabilityAnswer(context, therapistId, settled, reason);
  }

  @Mutation(() => SetDateOverrideResult, {
    nullable: true,
    description:
      'Gives one date hours of its own in the place of the weekly ones, a public holiday for instance. Null only with an error.',
  })
  async setDateOverride(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('date', () => LocalDateResolver, {
      description: 'The date in the therapist’s time zone: today, or up to two years ahead.',
    })
    date: string,
    @Arg('ranges', () => [LocalTimeRangeInput], {
      description: 'The hours of that date, at most 12; none closes it.',
    })
    ranges: LocalTimeRangeInput[],
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const wanted = requireRanges(ranges);
    const request = {
      operation: 'setDateOverride',
      therapistId,
      reason,
      key,
      input: { date, ranges: wanted },
    };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, async (em, { now }) => {
      const fault = judgeRanges(wanted);
      return fault ? invalidHours(fault) : saveDateOverride(em, therapistId, date, wanted, now);
    });
    return availabilityAnswer(context, therapistId, settled, reason);
  }

  @Mutation(() => ChangeAvailabilityResult, {
    nullable: true,
    description: 'Gives a date its weekly hours back. Null only with an error.',
  })
  async removeDateOverride(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('date', () => LocalDateResolver, { description: 'A date that has hours of its own.' }) date: string,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const request = { operation: 'removeDateOverride', therapistId, reason, key, input: { date } };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, (em) =>
      removeDateOverride(em, therapistId, date),
    );
    return availabilityAnswer(context, therapistId, settled, reason);
  }

  @Mutation(() => AddTimeOffResult, {
    nullable: true,
    description:
      'Adds a time in which no appointments can be booked. Those that are booked already stand, and are told in `affectedBookings`. Null only with an error.',
  })
  async addTimeOff(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('startsAt', () => Date, { description: 'When it begins.' }) startsAt: Date,
    @Arg('endsAt', () => Date, {
      description: 'When it ends: later than now, at most two years after the start.',
    })
    endsAt: Date,
    @Arg('note', () => String, {
      nullable: true,
      description: 'A note of the therapist’s own, at most 500 characters. Nobody else ever sees it.',
    })
    note: string | null,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    if ((note?.length ?? 0) > 500) throw badInput('note must be at most 500 characters.', 'note');
    const input = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), note: note ?? null };
    const request = { operation: 'addTimeOff', therapistId, reason, key, input };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, (em, { now }) =>
      addTimeOff(em, { therapistId, startsAt, endsAt, note: note ?? null }, now),
    );
    return availabilityAnswer(context, therapistId, settled, reason);
  }

  @Mutation(() => ChangeAvailabilityResult, {
    nullable: true,
    description: 'Takes a time off away. Null only with an error.',
  })
  async removeTimeOff(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('timeOffId', () => ID, { description: 'The time off.' }) timeOffId: string,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    requireId('TimeOff', timeOffId, 'timeOffId');
    const request = { operation: 'removeTimeOff', therapistId, reason, key, input: { timeOffId } };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, (em) =>
      removeTimeOff(em, therapistId, timeOffId),
    );
    return availabilityAnswer(context, therapistId, settled, reason);
  }

  @Mutation(() => ChangeAvailabilityResult, {
    nullable: true,
    description:
      'Changes lengths, steps, buffers, notice, horizon, the daily limit or the notice of cancellation. Appointments that are booked keep the terms they were booked with. Null only with an error.',
  })
  async setBookingSettings(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('settings', () => BookingSettingsInput, { description: 'What to change.' })
    settings: BookingSettingsInput,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const wanted = requireSettings(settings);
    const request = {
      operation: 'setBookingSettings',
      therapistId,
      reason,
      key,
      input: { settings: wanted },
    };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, async (em) => {
      await saveSettings(em, therapistId, wanted);
      return changed;
    });
    return availabilityAnswer(context, therapistId, settled, reason);
  }
}
