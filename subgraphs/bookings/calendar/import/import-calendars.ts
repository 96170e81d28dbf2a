import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { readRows } from '../../../shared/database.ts';
import { scheduleDefaults } from '../../schedule/schedule.rules.ts';
import type { Period } from '../../slot/slot.rules.ts';
import { isAppointmentUid } from '../appointment-uid.ts';
import {
  FetchFault,
  fetchCalendar,
  type FetchLimits,
  type FetchedCalendar,
} from '../fetch/fetch-calendar.ts';
import { readBusyTimes } from '../ics/busy-times.rules.ts';
import { CalendarFault } from '../ics/components.ts';
import { importWindow, leaseSeconds, nextLook, stillServes } from './calendar-import.rules.ts';

/** As many calendars as one worker asks at a time. */
const batch = 5;

interface ImportRow {
  therapistId: string;
  url: string;
  failures: number;
  etag: string | null;
  lastModified: string | null;
  knownTimeZone: string | null;
  /** As the driver gives it: text. */
  knownUntil: string | null;
  timeZone: string;
  horizonDays: number;
}

/**
 * Looks at the calendars whose time has come and keeps their busy times. Any number of workers may do this at once; a
 * calendar that a dead one had in hand is taken up again after `leaseSeconds`. Answers how many were looked at.
 */
export async function importDueCalendars(
  em: EntityManager,
  now: Date,
  limits: FetchLimits,
  log: Logger,
): Promise<number> {
  const due = await claimDue(em, now);
  await Promise.all(
    due.map(async (row) => {
      try {
        await importCalendar(em, row, now, limits);
      } catch (error) {
        log.error({ err: error, therapistId: row.therapistId }, 'a calendar could not be imported');
      }
    }),
  );
  return due.length;
}

async function claimDue(em: EntityManager, now: Date): Promise<ImportRow[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000);
  return readRows(
    em.fork(),
    sql<ImportRow>`
      update calendar_import claimed set due_at = ${leasedUntil}
      from (
        select therapist_id, time_zone, horizon_days from (
          select therapist_id from calendar_import where due_at <= ${now}
          order by due_at limit ${batch} for update skip locked
        ) due
        join (select id, time_zone from therapist) owner on owner.id = therapist_id
        left join schedule using (therapist_id)
      ) of
      where claimed.therapist_id = of.therapist_id
      returning claimed.therapist_id as "therapistId", url, failures, etag, last_modified as "lastModified",
        claimed.time_zone as "knownTimeZone", known_until as "knownUntil", of.time_zone as "timeZone",
        coalesce(of.horizon_days, ${scheduleDefaults.horizonDays}) as "horizonDays"`,
  );
}

async function importCalendar(
  em: EntityManager,
  row: ImportRow,
  now: Date,
  limits: FetchLimits,
): Promise<void> {
  const { url, timeZone, horizonDays, etag, lastModified } = row;
  const knownUntil = row.knownUntil === null ? null : new Date(row.knownUntil);
  const serves = stillServes({ timeZone: row.knownTimeZone, knownUntil }, timeZone, horizonDays, now);
  try {
    const validators = serves ? { etag, lastModified } : { etag: null, lastModified: null };
    const fetched = await fetchCalendar(url, validators, limits);
    if (fetched === 'unchanged') return await noteLook(em, row, now);
    const window = importWindow(now, horizonDays);
    const { periods, events } = readBusyTimes(fetched.text, timeZone, window, isAppointmentUid);
    await keep(em, row, now, { fetched, window, periods, events });
  } catch (error) {
    if (!(error instanceof FetchFault) && !(error instanceof CalendarFault)) throw error;
    await noteFailure(em, row, now, error);
  }
}

interface Reading {
  fetched: Exclude<FetchedCalendar, 'unchanged'>;
  window: Period;
  periods: Period[];
  events: number;
}

/** Puts the new busy times in the place of the old ones, if the address is still the therapist's. */
async function keep(em: EntityManager, row: ImportRow, now: Date, reading: Reading): Promise<void> {
  const { fetched, window, periods, events } = reading;
  const { therapistId, url, timeZone } = row;
  await em.fork().transactional(async (tx) => {
    const kept = await readRows(
      tx,
      sql`
        update calendar_import set
          status = 'OK', http_status = null, failures = 0, events = ${events}, etag = ${fetched.etag},
          last_modified = ${fetched.lastModified}, time_zone = ${timeZone}, known_until = ${new Date(window.until)},
          checked_at = ${now}, succeeded_at = ${now}, due_at = ${nextLook(now, 0)}
        where therapist_id = ${therapistId} and url = ${url} returning therapist_id`,
    );
    if (kept.length > 0) await replaceBusyTimes(tx, therapistId, periods);
  });
}

/** Only what differs is written, since every change has the therapist's next open slots looked for anew. */
export async function replaceBusyTimes(
  em: EntityManager,
  therapistId: string,
  periods: readonly Period[],
): Promise<void> {
  const startsAt = periods.map(({ from }) => new Date(from));
  const endsAt = periods.map(({ until }) => new Date(until));
  await readRows(
    em,
    sql`
      delete from busy_time where therapist_id = ${therapistId} and not exists (
        select from unnest(${startsAt}::timestamptz[], ${endsAt}::timestamptz[]) as wanted (starts_at, ends_at)
        where wanted.starts_at = busy_time.starts_at and wanted.ends_at = busy_time.ends_at)`,
  );
  await readRows(
    em,
    sql`
      insert into busy_time (therapist_id, starts_at, ends_at)
      select ${therapistId}, starts_at, ends_at
      from unnest(${startsAt}::timestamptz[], ${endsAt}::timestamptz[]) as wanted (starts_at, ends_at)
      where not exists (
        select from busy_time known where known.therapist_id = ${therapistId}
          and known.starts_at = wanted.starts_at and known.ends_at = wanted.ends_at)`,
  );
}

async function noteLook(em: EntityManager, { therapistId, url }: ImportRow, now: Date): Promise<void> {
  await readRows(
    em.fork(),
    sql`
      update calendar_import set status = 'OK', http_status = null, failures = 0, checked_at = ${now},
        succeeded_at = ${now}, due_at = ${nextLook(now, 0)}
      where therapist_id = ${therapistId} and url = ${url}`,
  );
}

/** The busy times that were last read stay as they are. */
async function noteFailure(
  em: EntityManager,
  { therapistId, url, failures }: ImportRow,
  now: Date,
  fault: FetchFault | CalendarFault,
): Promise<void> {
  const status = fault instanceof FetchFault ? fault.status : null;
  await readRows(
    em.fork(),
    sql`
      update calendar_import set status = ${fault.reason}, http_status = ${status}, failures = ${failures + 1},
        checked_at = ${now}, due_at = ${nextLook(now, failures)}
      where therapist_id = ${therapistId} and url = ${url}`,
  );
}
