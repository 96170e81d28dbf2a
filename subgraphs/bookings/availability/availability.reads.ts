import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import { weekdays } from '../../shared/vocabulary.ts';
import type { BookingsContext } from '../bookings.ts';
import type { CalendarImportStatus } from '../calendar/import/calendar-import.type.ts';
import { scheduleDefaults } from '../schedule/schedule.rules.ts';
import type { LocalRange, WeeklyHours } from '../slot/slot.rules.ts';
import type { AvailabilityType, BookingSettingsType, LocalTimeRangeType } from './availability.type.ts';
import { formatClock } from './local-clock.rules.ts';

interface AvailabilityRow {
  therapistId: string;
  ownerSubject: string | null;
  timeZone: string;
  mailTo: string | null;
  settings: Partial<BookingSettingsType> | null;
  weeklyHours: WeeklyHours[];
  overrides: { date: string; ranges: LocalRange[] }[];
  timeOff: { id: string; startsAt: number; endsAt: number; note: string | null }[];
  calendarImport: {
    url: string;
    status: CalendarImportStatus;
    httpStatus: number | null;
    events: number | null;
    checkedAt: number | null;
    succeededAt: number | null;
    nextCheckAt: number;
  } | null;
  calendarFeed: { createdAt: number; lastReadAt: number | null } | null;
}

export type OwnedAvailability = AvailabilityType & { ownerSubject: string | null };

/** By the therapist's id, whoever asks; null for one that bookings has not heard of. */
export const availabilityOfTherapist = defineLoader<BookingsContext, string, OwnedAvailability | null>(
  async ({ em, now }, ids) =>
    inKeyOrder(ids, await readAvailabilities(em, ids, now), ({ therapistId }) => therapistId, null),
);

/** In one statement, however many therapists. */
export async function readAvailabilities(
  em: EntityManager,
  therapistIds: readonly string[],
  now: Date,
): Promise<OwnedAvailability[]> {
  const ms = (column: string) => sql`extract(epoch from ${sql.ref(column)}) * 1000`;
  const rows = await readRows(
    em,
    sql<AvailabilityRow>`
      select t.id as "therapistId", t.owner_subject as "ownerSubject", t.time_zone as "timeZone",
        (select email from therapist_mail m where therapist_id = t.id and m.owner_subject = t.owner_subject) as "mailTo",
        (select json_build_object(
            'consultationMinutes', consultation_minutes, 'consultationStepMinutes', consultation_step_minutes,
            'sessionMinutes', session_minutes, 'sessionStepMinutes', session_step_minutes,
            'bufferBeforeMinutes', buffer_before_minutes, 'bufferAfterMinutes', buffer_after_minutes,
            'minimumNoticeMinutes', minimum_notice_minutes, 'horizonDays', horizon_days,
            'dailyLimit', daily_limit, 'cancellationNoticeHours', cancellation_notice_hours)
          from schedule where therapist_id = t.id) as settings,
        (select coalesce(json_agg(json_build_object(
            'weekday', weekday, 'startMinute', start_minute, 'endMinute', end_minute,
            'effectiveFrom', effective_from, 'effectiveUntil', effective_until)
            order by weekday, start_minute, effective_from nulls first, id), '[]')
          from weekly_hours where therapist_id = t.id) as "weeklyHours",
        (select coalesce(json_agg(json_build_object('date', date, 'ranges', ranges) order by date), '[]')
          from date_override
          where therapist_id = t.id and date >= (${now}::timestamptz at time zone t.time_zone)::date) as overrides,
        (select coalesce(json_agg(json_build_object(
            'id', id, 'startsAt', ${ms('starts_at')}, 'endsAt', ${ms('ends_at')}, 'note', note)
            order by starts_at, id), '[]')
          from time_off where therapist_id = t.id and ends_at > ${now}) as "timeOff",
        (select json_build_object(
            'url', url, 'status', status, 'httpStatus', http_status, 'events', events,
            'checkedAt', ${ms('checked_at')}, 'succeededAt', ${ms('succeeded_at')}, 'nextCheckAt', ${ms('due_at')})
          from calendar_import where therapist_id = t.id) as "calendarImport",
        (select json_build_object('createdAt', ${ms('created_at')}, 'lastReadAt', ${ms('last_read_at')})
          from calendar_feed f where therapist_id = t.id and f.owner_subject = t.owner_subject) as "calendarFeed"
      from therapist t where t.id = any(${therapistIds})`,
  );
  return rows.map(toAvailability);
}

function toAvailability(row: AvailabilityRow): OwnedAvailability {
  const { therapistId, ownerSubject, timeZone, mailTo } = row;
  return {
    therapistId,
    ownerSubject,
    timeZone,
    mailTo,
    settings: { ...scheduleDefaults, ...row.settings },
    weeklyHours: row.weeklyHours.map((hours) => ({
      weekday: weekdays[hours.weekday - 1]!,
      ...toLocalRange(hours),
      effectiveFrom: hours.effectiveFrom,
      effectiveUntil: hours.effectiveUntil,
    })),
    overrides: row.overrides.map(({ date, ranges }) => ({ date, ranges: ranges.map(toLocalRange) })),
    timeOff: row.timeOff.map(({ id, startsAt, endsAt, note }) => ({
      id,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      note,
    })),
    calendarImport: row.calendarImport && {
      host: new URL(row.calendarImport.url).host,
      status: row.calendarImport.status,
      httpStatus: row.calendarImport.httpStatus,
      events: row.calendarImport.events,
      checkedAt: toDate(row.calendarImport.checkedAt),
      succeededAt: toDate(row.calendarImport.succeededAt),
      nextCheckAt: new Date(row.calendarImport.nextCheckAt),
    },
    calendarFeed: row.calendarFeed && {
      createdAt: new Date(row.calendarFeed.createdAt),
      lastReadAt: toDate(row.calendarFeed.lastReadAt),
    },
  };
}

function toLocalRange({ startMinute, endMinute }: LocalRange): LocalTimeRangeType {
  return { startTime: formatClock(startMinute), endTime: formatClock(endMinute) };
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
