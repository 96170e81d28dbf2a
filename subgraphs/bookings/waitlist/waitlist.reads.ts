import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { BookingsContext } from '../bookings.ts';

export interface WaitlistRow {
  id: string;
  kind: AppointmentKind;
  therapistId: string;
  windowFrom: number;
  windowUntil: number;
  status: 'WAITING' | 'BOOKED' | 'LEFT';
  /** The hold that is offered now; null when none is. */
  offerId: string | null;
  /** How many wait longer for the same therapist and kind. */
  before: number;
  createdAt: number;
}

/** Rows of the viewer's own waits. Nobody else sees them. */
export async function ownWaits(
  { em, viewer, now }: BookingsContext,
  condition: RawBuilder<unknown>,
): Promise<WaitlistRow[]> {
  if (viewer === null) return [];
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(`entry.${column}`)}) * 1000)::float8`;
  return readRows(
    em,
    sql<WaitlistRow>`
      select entry.id, kind, therapist_id as "therapistId", status, ${ms('window_from')} as "windowFrom",
        ${ms('window_until')} as "windowUntil", ${ms('created_at')} as "createdAt",
        (select id from booking
          where waitlist_entry_id = entry.id and status = 'HELD' and held_until > ${now}) as "offerId",
        (select count(*)::int from waitlist_entry earlier
          where earlier.therapist_id = entry.therapist_id and earlier.kind = entry.kind and status = 'WAITING'
            and window_until > ${now} and (created_at, id) < (entry.created_at, entry.id)) as before
      from waitlist_entry entry join client on client.id = client_id
      where client.subject = ${viewer.subject} and ${condition}
      order by entry.created_at, entry.id`,
  );
}

/** The viewer's own wait, by id; null for any other. */
export const ownWaitById = defineLoader<BookingsContext, string, WaitlistRow | null>(async (context, ids) =>
  inKeyOrder(ids, await ownWaits(context, sql`entry.id = any(${ids})`), ({ id }) => id, null),
);
