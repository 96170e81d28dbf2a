import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { Busy, LocalRange, OpenSlot, Period, SlotRules } from '../slot/slot.rules.ts';
import { nearestOpenSlots } from '../slot/slot.rules.ts';
import { offers } from './diary.rules.ts';
import { scheduleDefaults } from './schedule.rules.ts';

/** All that decides when one therapist can be booked, as of one instant and up to their horizon. */
export interface TherapistDiary {
  therapistId: string;
  name: string;
  isPublic: boolean;
  acceptingNewClients: boolean;
  ownerSubject: string | null;
  cancellationNoticeHours: number;
  rules: SlotRules;
  busy: Busy;
}

type PeriodRow = [from: number, until: number];

interface DiaryRow {
  id: string;
  name: string;
  timeZone: string;
  isPublic: boolean;
  acceptingNewClients: boolean;
  ownerSubject: string | null;
  schedule: Partial<Record<keyof typeof scheduleDefaults, number | null>> | null;
  hours: [weekday: number, start: number, end: number, from: string | null, until: string | null][];
  overrides: [date: string, ranges: LocalRange[]][];
  timeOff: PeriodRow[];
  imported: PeriodRow[];
  bookings: [startsAt: number, from: number, until: number][];
}

/**
 * Reads the diaries of any number of therapists in one statement; one that bookings has not heard of is left out.
 * `exceptBookingId` is a booking to look past, since what is rescheduled does not stand in its own way.
 */
export async function readDiaries(
  em: EntityManager,
  therapistIds: readonly string[],
  now: Date,
  exceptBookingId: string | null = null,
): Promise<TherapistDiary[]> {
  // No appointment with its buffers is longer than half a day and no local day than two, so three days back and ahead
  // of what may be asked hold everything that the engine's `busyPeriod` can name.
  const since = sql`${now}::timestamptz - interval '3 days'`;
  const until = sql`${now}::timestamptz + make_interval(days => coalesce(s.horizon_days, ${scheduleDefaults.horizonDays}) + 3)`;
  const ms = (column: string) => sql`extract(epoch from ${sql.ref(column)}) * 1000`;
  const rows = await readRows(
    em,
    sql<DiaryRow>`
      select
        t.id, t.name, t.time_zone as "timeZone", t.is_public as "isPublic", t.owner_subject as "ownerSubject",
        t.accepting_new_clients as "acceptingNewClients",
        case when s.therapist_id is not null then json_build_object(
          'consultationMinutes', s.consultation_minutes, 'consultationStepMinutes', s.consultation_step_minutes,
          'sessionMinutes', s.session_minutes, 'sessionStepMinutes', s.session_step_minutes,
          'bufferBeforeMinutes', s.buffer_before_minutes, 'bufferAfterMinutes', s.buffer_after_minutes,
          'minimumNoticeMinutes', s.minimum_notice_minutes, 'horizonDays', s.horizon_days,
          'dailyLimit', s.daily_limit, 'cancellationNoticeHours', s.cancellation_notice_hours
        ) end as schedule,
        (select coalesce(json_agg(json_build_array(weekday, start_minute, end_minute, effective_from, effective_until)
            order by weekday, start_minute, id), '[]')
          from weekly_hours
          where therapist_id = t.id and coalesce(effective_until >= (${since})::date, true)) as hours,
        (select coalesce(json_agg(json_build_array(date, ranges) order by date), '[]') from date_override
          where therapist_id = t.id and date between (${since})::date and (${until})::date) as overrides,
        (select coalesce(json_agg(json_build_array(${ms('starts_at')}, ${ms('ends_at')})), '[]') from time_off
          where therapist_id = t.id and ends_at > ${since} and starts_at < ${until}) as "timeOff",
        (select coalesce(json_agg(json_build_array(${ms('starts_at')}, ${ms('ends_at')})), '[]') from busy_time
          where therapist_id = t.id and ends_at > ${since} and starts_at < ${until}) as imported,
        (select coalesce(json_agg(
            json_build_array(${ms('starts_at')}, ${ms('blocked_from')}, ${ms('blocked_until')})), '[]')
          from booking
          where therapist_id = t.id and starts_at > ${since} and starts_at < ${until}
            and id is distinct from ${exceptBookingId}
            and (status in ('CONFIRMED', 'COMPLETED', 'NO_SHOW') or (status = 'HELD' and held_until > ${now}))) as bookings
      from therapist t left join schedule s on s.therapist_id = t.id
      where t.id = any(${therapistIds})`,
  );
  return rows.map(toDiary);
}

/** The open slots nearest to an instant, nearest first. */
export function alternativesTo(
  diary: TherapistDiary,
  kind: AppointmentKind,
  around: number,
  now: Date,
  count = 3,
): OpenSlot[] {
  if (!offers(diary, kind)) return [];
  return nearestOpenSlots(diary.rules, diary.busy, kind, around, now.getTime(), count);
}

function toDiary(row: DiaryRow): TherapistDiary {
  const settings = { ...scheduleDefaults, ...row.schedule };
  return {
    therapistId: row.id,
    name: row.name,
    isPublic: row.isPublic,
    acceptingNewClients: row.acceptingNewClients,
    ownerSubject: row.ownerSubject,
    cancellationNoticeHours: settings.cancellationNoticeHours!,
    rules: {
      timeZone: row.timeZone,
      weeklyHours: row.hours.map(([weekday, startMinute, endMinute, effectiveFrom, effectiveUntil]) => ({
        weekday,
        startMinute,
        endMinute,
        effectiveFrom,
        effectiveUntil,
      })),
      overrides: row.overrides.map(([date, ranges]) => ({ date, ranges })),
      timeOff: row.timeOff.map(toPeriod),
      kinds: {
        CONSULTATION: {
          lengthMinutes: settings.consultationMinutes!,
          stepMinutes: settings.consultationStepMinutes!,
        },
        SESSION: { lengthMinutes: settings.sessionMinutes!, stepMinutes: settings.sessionStepMinutes! },
      },
      bufferBeforeMinutes: settings.bufferBeforeMinutes!,
      bufferAfterMinutes: settings.bufferAfterMinutes!,
      minimumNoticeMinutes: settings.minimumNoticeMinutes!,
      horizonDays: settings.horizonDays!,
      dailyLimit: settings.dailyLimit,
    },
    busy: {
      imported: row.imported.map(toPeriod),
      bookings: row.bookings.map(([startsAt, blockedFrom, blockedUntil]) => ({
        startsAt,
        blockedFrom,
        blockedUntil,
      })),
    },
  };
}

function toPeriod([from, until]: PeriodRow): Period {
  return { from, until };
}
