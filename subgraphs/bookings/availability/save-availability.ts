import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { DateOverride } from '../schedule/date-override.entity.ts';
import { Schedule } from '../schedule/schedule.entity.ts';
import { scheduleDefaults } from '../schedule/schedule.rules.ts';
import { TimeOff } from '../schedule/time-off.entity.ts';
import { WeeklyHours } from '../schedule/weekly-hours.entity.ts';
import type { LocalRange, WeeklyHours as WeeklyRange } from '../slot/slot.rules.ts';
import { DAY_MS } from '../slot/zone-offsets.ts';
import type { AvailabilityOutcome } from './availability.answer.ts';
import type { BookingSettingsType } from './availability.type.ts';
import type { HoursFault } from './hours.rules.ts';

/** Entries that are not past: more than anybody enters by hand. */
const mostOverrides = 400;
const mostTimesOff = 200;
const mostDaysAhead = 2 * 366;

export const changed: AvailabilityOutcome = { type: 'AvailabilityChanged' };

export function invalidHours(fault: HoursFault): never {
  const other = fault.fault === 'OVERLAPS' ? fault.other : null;
  throw new Refusal({ type: 'InvalidHours', index: fault.index, fault: fault.fault, other });
}

export async function replaceWeeklyHours(
  em: EntityManager,
  therapistId: string,
  hours: readonly WeeklyRange[],
): Promise<AvailabilityOutcome> {
  await em.nativeDelete(WeeklyHours, { therapistId });
  for (const { weekday, startMinute, endMinute, effectiveFrom, effectiveUntil } of hours)
    em.create(WeeklyHours, { therapistId, weekday, startMinute, endMinute, effectiveFrom, effectiveUntil });
  return changed;
}

export async function saveDateOverride(
  em: EntityManager,
  therapistId: string,
  date: string,
  ranges: LocalRange[],
  now: Date,
): Promise<AvailabilityOutcome> {
  const { today, upcoming } = await datesOf(em, therapistId, now);
  const latest = new Date(Date.parse(today) + mostDaysAhead * DAY_MS).toISOString().slice(0, 10);
  if (date < today || date > latest)
    throw badInput('date must be today or later, at most two years ahead.', 'date');
  const known = await em.findOne(DateOverride, { therapistId, date });
  if (known !== null) known.ranges = ranges;
  else if (upcoming >= mostOverrides) throw new Refusal({ type: 'TooManyEntries', limit: mostOverrides });
  else em.create(DateOverride, { therapistId, date, ranges });
  return changed;
}

/** NOT_FOUND when the date has no hours of its own. */
export async function removeDateOverride(
  em: EntityManager,
  therapistId: string,
  date: string,
): Promise<AvailabilityOutcome> {
  if ((await em.nativeDelete(DateOverride, { therapistId, date })) === 0)
    throw notFound('The date with hours of its own');
  return changed;
}

export async function addTimeOff(
  em: EntityManager,
  wanted: { therapistId: string; startsAt: Date; endsAt: Date; note: string | null },
  now: Date,
): Promise<AvailabilityOutcome> {
  const { therapistId, startsAt, endsAt, note } = wanted;
  if (endsAt <= startsAt) throw badInput('endsAt must be later than startsAt.', 'endsAt');
  if (endsAt <= now) throw badInput('endsAt must be later than now.', 'endsAt');
  if (endsAt.getTime() - startsAt.getTime() > mostDaysAhead * DAY_MS)
    throw badInput('endsAt must be at most two years after startsAt.', 'endsAt');
  if ((await em.count(TimeOff, { therapistId, endsAt: { $gt: now } })) >= mostTimesOff)
    throw new Refusal({ type: 'TooManyEntries', limit: mostTimesOff });
  em.create(TimeOff, { id: newId('TimeOff'), therapistId, startsAt, endsAt, note, createdAt: now });
  return changed;
}

/** NOT_FOUND when the therapist has no such time off. */
export async function removeTimeOff(
  em: EntityManager,
  therapistId: string,
  timeOffId: string,
): Promise<AvailabilityOutcome> {
  if ((await em.nativeDelete(TimeOff, { id: timeOffId, therapistId })) === 0) throw notFound('The time off');
  return changed;
}

export async function saveSettings(
  em: EntityManager,
  therapistId: string,
  wanted: Partial<BookingSettingsType>,
): Promise<void> {
  const known = await em.findOne(Schedule, { therapistId });
  const current = known ?? { ...scheduleDefaults };
  const settings = {
    consultationMinutes: wanted.consultationMinutes ?? current.consultationMinutes,
    consultationStepMinutes: wanted.consultationStepMinutes ?? current.consultationStepMinutes,
    sessionMinutes: wanted.sessionMinutes ?? current.sessionMinutes,
    sessionStepMinutes: wanted.sessionStepMinutes ?? current.sessionStepMinutes,
    bufferBeforeMinutes: wanted.bufferBeforeMinutes ?? current.bufferBeforeMinutes,
    bufferAfterMinutes: wanted.bufferAfterMinutes ?? current.bufferAfterMinutes,
    minimumNoticeMinutes: wanted.minimumNoticeMinutes ?? current.minimumNoticeMinutes,
    horizonDays: wanted.horizonDays ?? current.horizonDays,
    dailyLimit: wanted.dailyLimit === undefined ? current.dailyLimit : wanted.dailyLimit,
    cancellationNoticeHours: wanted.cancellationNoticeHours ?? current.cancellationNoticeHours,
  };
  if (known === null) em.create(Schedule, { therapistId, ...settings });
  else Object.assign(known, settings);
}

/** Today by the therapist's clock, and how many dates from then on have hours of their own. */
async function datesOf(
  em: EntityManager,
  therapistId: string,
  now: Date,
): Promise<{ today: string; upcoming: number }> {
  const [dates] = await readRows(
    em,
    sql<{ today: string; upcoming: number }>`
      select today::text as today, (
        select count(*)::int from date_override where therapist_id = ${therapistId} and date >= today) as upcoming
      from (
        select (${now}::timestamptz at time zone time_zone)::date as today from therapist where id = ${therapistId}
      ) clock`,
  );
  return dates!;
}
