import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../../shared/database.ts';
import type { AppointmentKind } from '../../../shared/vocabulary.ts';
import type { CalendarEntry } from '../appointment-ics.ts';
import { summaryForClient, summaryForTherapist } from '../appointment.words.ts';
import type { LinkRole } from './feed-token.ts';

/** Appointments that a feed goes back to; and as many as it holds at the most. */
const daysBack = 60;
const mostEntries = 2000;

/** An appointment with both its parties' names. Instants are milliseconds. */
export interface FeedRow {
  id: string;
  kind: AppointmentKind;
  status: string;
  sequence: number;
  startsAt: number;
  endsAt: number;
  updatedAt: number;
  room: string;
  clientId: string;
  clientName: string | null;
  therapistName: string;
  ownerSubject: string | null;
}

function feedRows(condition: RawBuilder<unknown>, tail = sql``): RawBuilder<FeedRow> {
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(`booking.${column}`)}) * 1000)::float8`;
  return sql<FeedRow>`
    select booking.id, kind, status, sequence, ${ms('starts_at')} as "startsAt", ${ms('ends_at')} as "endsAt",
      ${ms('updated_at')} as "updatedAt", room, client_id as "clientId", client.name as "clientName",
      therapist.name as "therapistName", owner_subject as "ownerSubject"
    from booking join client on client.id = client_id join therapist on therapist.id = therapist_id
    where ${condition} ${tail}`;
}

/** The appointments of a therapist that stand or took place, from two months back on. */
export function readFeedRows(em: EntityManager, therapistId: string, now: Date): Promise<FeedRow[]> {
  return readRows(
    em,
    feedRows(
      sql`therapist_id = ${therapistId} and status in ('CONFIRMED', 'COMPLETED')
        and starts_at > ${now}::timestamptz - make_interval(days => ${daysBack})`,
      sql`order by starts_at, booking.id limit ${mostEntries}`,
    ),
  );
}

/** One appointment, unless it was never more than held. */
export async function readLinkedRow(em: EntityManager, bookingId: string): Promise<FeedRow | null> {
  const [row] = await readRows(
    em,
    feedRows(sql`booking.id = ${bookingId} and status not in ('HELD', 'EXPIRED')`),
  );
  return row ?? null;
}

/** The appointment in the calendar of one of its parties. */
export function entryFor(role: LinkRole, row: FeedRow, joinUrlTemplate: string | null): CalendarEntry {
  return {
    bookingId: row.id,
    sequence: row.sequence,
    startsAt: new Date(row.startsAt),
    endsAt: new Date(row.endsAt),
    stamp: new Date(row.updatedAt),
    isCancelled: row.status === 'CANCELLED',
    summary:
      role === 'CLIENT'
        ? summaryForClient(row.kind, row.therapistName)
        : summaryForTherapist(row.kind, row.clientName),
    joinUrl: row.status === 'CONFIRMED' ? (joinUrlTemplate?.replace('{room}', row.room) ?? null) : null,
  };
}
