import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import type { BookingsContext } from '../bookings.ts';

/** Completed appointments of a therapist, by the therapist's id. */
export const sessionCountOfTherapist = defineLoader<BookingsContext, string, number>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<{ id: string; count: number }>`
      select therapist_id as id, count(*)::int as count from booking
      where therapist_id = any(${ids}) and status = 'COMPLETED' group by therapist_id`,
  );
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return ids.map((id) => counts.get(id) ?? 0);
});
