import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import { auditReads } from '../audit/audit.ts';
import type { BookingsContext } from '../bookings.ts';
import type { VisibleBooking } from '../booking/booking.reads.ts';
import { toAllianceRecord, type AllianceRecordType } from './alliance.type.ts';

/** A record with the appointment it is of. Instants are milliseconds. */
export interface AllianceRow {
  id: string;
  bookingId: string;
  clientId: string;
  therapistId: string;
  startsAt: number;
  recordedAt: number;
  safe: number;
  goals: number;
  tasks: number;
  note: string | null;
  sharing: 'NOTHING' | 'MARKS' | 'MARKS_AND_NOTE';
}

function allianceRows(condition: RawBuilder<unknown>): RawBuilder<AllianceRow> {
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;
  return sql<AllianceRow>`
    select alliance.id, booking_id as "bookingId", client_id as "clientId", therapist_id as "therapistId",
      ${ms('booking.starts_at')} as "startsAt", ${ms('recorded_at')} as "recordedAt", safe, goals, tasks, note, sharing
    from alliance join booking on booking.id = booking_id
    where ${condition} order by starts_at, alliance.id`;
}

/** All records of the person with that subject, in the order of their appointments. */
export function readOwnAlliances(em: EntityManager, subject: string): Promise<AllianceRow[]> {
  return readRows(em, allianceRows(sql`client_id = (select id from client where subject = ${subject})`));
}

/**
 * What the viewer may see of the record of a booking that they may see: its client all, its therapist what is shared, which
 * is written down, and nobody else anything. Null when that is nothing.
 */
export const allianceOfBooking = defineLoader<BookingsContext, VisibleBooking, AllianceRecordType | null>(
  async ({ em, viewer, now }, bookings) => {
    const ids = bookings.map(({ row }) => row.id);
    const rows = inKeyOrder(
      ids,
      await readRows(em, allianceRows(sql`booking_id = any(${ids})`)),
      ({ bookingId }) => bookingId,
      null,
    );
    const shown = bookings.map(({ role }, index) => {
      const row = rows[index] ?? null;
      const isShown = role === 'CLIENT' || (role === 'THERAPIST' && row?.sharing !== 'NOTHING');
      return isShown ? row : null;
    });
    const reads = bookings.flatMap(({ role }, index) => {
      const row = shown[index];
      return row && role === 'THERAPIST'
        ? [
            {
              viewerSubject: viewer!.subject,
              viewerRole: role,
              subjectType: 'ALLIANCE' as const,
              subjectId: row.id,
              clientId: row.clientId,
              reason: null,
            },
          ]
        : [];
    });
    await auditReads(em, reads, now);
    return bookings.map(({ role }, index) => {
      const row = shown[index];
      return row ? toAllianceRecord(row, role === 'CLIENT' || row.sharing === 'MARKS_AND_NOTE') : null;
    });
  },
  ({ row, role }) => `${row.id} ${role}`,
);

/** Public therapists who have a consultation open and whom the client has never met, the soonest first. */
export async function readOthersToMeet(
  em: EntityManager,
  clientId: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await readRows(
    em,
    sql<{ id: string }>`
      select therapist.id from next_open join therapist on therapist.id = therapist_id
      where next_open.kind = 'CONSULTATION' and starts_at > ${now} and is_public and accepting_new_clients
        and owner_subject is distinct from (select subject from client where id = ${clientId})
        and not exists (
          select from booking
          where client_id = ${clientId} and booking.therapist_id = therapist.id and status not in ('EXPIRED', 'CANCELLED'))
      order by starts_at, therapist.id limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}
