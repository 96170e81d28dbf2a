import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { LocalRange, Period, WeeklyHours } from '../slot/slot.rules.ts';
import type { WorkingTime } from './collisions.rules.ts';

/** The appointments before a therapist, and the times at which they mean to be there, however far ahead. */
export interface Duties {
  rules: WorkingTime;
  imported: Period[];
  /** Held or confirmed and not over, the soonest first. */
  appointments: (Period & { id: string })[];
}

interface DutiesRow {
  timeZone: string;
  weeklyHours: WeeklyHours[];
  overrides: { date: string; ranges: LocalRange[] }[];
  timeOff: Period[];
  imported: Period[];
  appointments: (Period & { id: string })[];
}

/** In one statement. The therapist must be known. */
export async function readDuties(em: EntityManager, therapistId: string, now: Date): Promise<Duties> {
  const ms = (column: string) => sql`extract(epoch from ${sql.ref(column)}) * 1000`;
  const periodsOf = (table: string) => sql`
    (select coalesce(json_agg(json_build_object('from', ${ms('starts_at')}, 'until', ${ms('ends_at')})), '[]')
      from ${sql.table(table)} where therapist_id = t.id and ends_at > ${now})`;
  const [row] = await readRows(
    em,
    sql<DutiesRow>`
      select t.time_zone as "timeZone",
        (select coalesce(json_agg(json_build_object(
            'weekday', weekday, 'startMinute', start_minute, 'endMinute', end_minute,
            'effectiveFrom', effective_from, 'effectiveUntil', effective_until)), '[]')
          from weekly_hours where therapist_id = t.id) as "weeklyHours",
        (select coalesce(json_agg(json_build_object('date', date, 'ranges', ranges)), '[]')
          from date_override where therapist_id = t.id and date > (${now}::timestamptz - interval '3 days')::date) as overrides,
        ${periodsOf('time_off')} as "timeOff",
        ${periodsOf('busy_time')} as imported,
        (select coalesce(json_agg(json_build_object(
            'id', id, 'from', ${ms('starts_at')}, 'until', ${ms('ends_at')}) order by starts_at, id), '[]')
          from booking
          where therapist_id = t.id and ends_at > ${now}
            and (status = 'CONFIRMED' or (status = 'HELD' and held_until > ${now}))) as appointments
      from therapist t where t.id = ${therapistId}`,
  );
  const { timeZone, weeklyHours, overrides, timeOff, imported, appointments } = row!;
  return { rules: { timeZone, weeklyHours, overrides, timeOff }, imported, appointments };
}
