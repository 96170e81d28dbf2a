import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import { auditReads } from '../audit/audit.ts';
import type { BookingsContext } from '../bookings.ts';
import type { BookingStatus } from './booking-status.ts';
import { roleIn } from './own-booking.ts';

/** What a booking shows, before anybody is asked whether they may see it. Instants are milliseconds. */
export interface BookingRow {
  id: string;
  kind: AppointmentKind;
  status: BookingStatus;
  therapistId: string;
  startsAt: number;
  endsAt: number;
  heldUntil: number | null;
  seriesId: string | null;
  occurrence: number | null;
  isOffer: boolean;
  cancellationNoticeHours: number;
  room: string;
  createdAt: number;
  updatedAt: number;
  clientId: string;
  clientSubject: string;
  clientName: string | null;
  clientEmail: string | null;
  clientTimeZone: string | null;
  ownerSubject: string | null;
}

/** A booking with who the viewer is to it: what they may see follows from that. */
export interface VisibleBooking {
  row: BookingRow;
  role: 'CLIENT' | 'THERAPIST' | 'ADMIN';
  /** Why an admin looks. */
  reason: string | null;
}

/** The rows that a condition over `booking`, `client` and `therapist` names, in the order given by `tail`. */
export function bookingRows(condition: RawBuilder<unknown>, tail = sql``): RawBuilder<BookingRow> {
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(`booking.${column}`)}) * 1000)::float8`;
  return sql<BookingRow>`
    select booking.id, kind, status, therapist_id as "therapistId", ${ms('starts_at')} as "startsAt",
      ${ms('ends_at')} as "endsAt", ${ms('held_until')} as "heldUntil", series_id as "seriesId", occurrence,
      waitlist_entry_id is not null as "isOffer", cancellation_notice_hours as "cancellationNoticeHours", room,
      ${ms('created_at')} as "createdAt", ${ms('updated_at')} as "updatedAt",
      client_id as "clientId", client.subject as "clientSubject", client.name as "clientName",
      client.email as "clientEmail", client.time_zone as "clientTimeZone", therapist.owner_subject as "ownerSubject"
    from booking join client on client.id = client_id join therapist on therapist.id = therapist_id
    where ${condition} ${tail}`;
}

/**
 * Of these bookings, those that the viewer may see: their own as client or therapist, or any for an admin who says why. What
 * is not the viewer's own as its client goes into the audit first. Every path to a booking leads through here.
 */
export async function showBookings(
  { em, viewer, now }: BookingsContext,
  rows: readonly BookingRow[],
  reason: string | null = null,
): Promise<VisibleBooking[]> {
  const visible: VisibleBooking[] = [];
  for (const row of rows) {
    const role = roleIn(row, viewer);
    if (role === null || (role === 'ADMIN' && reason === null)) continue;
    visible.push({ row, role, reason: role === 'ADMIN' ? reason : null });
  }
  const reads = visible.flatMap(({ row, role, reason }) =>
    role === 'CLIENT'
      ? []
      : [
          {
            viewerSubject: viewer!.subject,
            viewerRole: role,
            subjectType: 'BOOKING' as const,
            subjectId: row.id,
            clientId: row.clientId,
            reason,
          },
        ],
  );
  await auditReads(em, reads, now);
  return visible;
}

/** Bookings by their ids, those that the viewer may see; `reason` is why an admin looks. */
export async function readBookings(
  context: BookingsContext,
  ids: readonly string[],
  reason: string | null = null,
): Promise<VisibleBooking[]> {
  if (ids.length === 0) return [];
  const rows = await readRows(context.em, bookingRows(sql`booking.id = any(${ids})`));
  return showBookings(context, rows, reason);
}
