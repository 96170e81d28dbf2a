import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { BookingsContext } from '../bookings.ts';
import { roleIn } from '../booking/own-booking.ts';
import type { SeriesRhythm } from './series.rules.ts';

export interface SeriesRow {
  id: string;
  kind: AppointmentKind;
  every: SeriesRhythm;
  therapistId: string;
  createdAt: number;
  bookingIds: string[];
  clientSubject: string;
  ownerSubject: string | null;
}

/** By id and, for admins, the reason why they look; null when there is none that the viewer may see. */
export const visibleSeries = defineLoader<
  BookingsContext,
  { id: string; reason: string | null },
  SeriesRow | null
>(
  async ({ em, viewer }, keys) => {
    const rows = await readRows(
      em,
      sql<SeriesRow>`
        select series.id, series.kind, every, series.therapist_id as "therapistId",
          extract(epoch from series.created_at)::float8 * 1000 as "createdAt",
          client.subject as "clientSubject", therapist.owner_subject as "ownerSubject",
          (select json_agg(id order by occurrence) from booking where series_id = series.id) as "bookingIds"
        from series join client on client.id = client_id join therapist on therapist.id = therapist_id
        where series.id = any(${keys.map(({ id }) => id)})`,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return keys.map(({ id, reason }) => {
      const row = byId.get(id);
      const role = row === undefined ? null : roleIn(row, viewer);
      return row === undefined || role === null || (role === 'ADMIN' && reason === null) ? null : row;
    });
  },
  ({ id, reason }) => `${id} ${reason}`,
);
