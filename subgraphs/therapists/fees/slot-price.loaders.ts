import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import { isVisibleTo } from '../therapist/therapist.visibility.ts';
import type { TherapistsContext } from '../therapists.ts';
import { priceOf, type Price } from './price.rules.ts';
import { rebateCents } from './rebate.sql.ts';

export interface SessionKey {
  therapistId: string;
  startsAt: Date;
  minutes: number;
}

/**
 * The price of a session by its day in the therapist's time zone; null when the therapist has set no fee for that day, or
 * is not there for this viewer. All sessions of a request are one statement.
 */
export const sessionPrice = defineLoader<TherapistsContext, SessionKey, Price | null>(
  async ({ em, viewer }, keys) => {
    const rows = await readRows(
      em,
      sql<{ place: number; cents: number; rebateCents: number | null }>`
        select asked.place::int - 1 as place, f.cents,
          ${rebateCents(sql`t.profession`, sql`asked.minutes`, sql`day.day`)} as "rebateCents"
        from unnest(
          ${keys.map(({ therapistId }) => therapistId)}::text[],
          ${keys.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[],
          ${keys.map(({ minutes }) => minutes)}::int[]
        ) with ordinality as asked (therapist_id, starts_at, minutes, place)
        join therapist t on t.id = asked.therapist_id and ${isVisibleTo(viewer)}
        cross join lateral (select (asked.starts_at at time zone t.time_zone)::date as day) day
        cross join lateral (
          select fee.cents from fee
          where fee.therapist_id = t.id and fee.kind = 'SESSION' and fee.effective_from <= day.day
          order by fee.effective_from desc limit 1
        ) f`,
    );
    const prices = Array.from<Price | null>({ length: keys.length }).fill(null);
    for (const row of rows) prices[row.place] = priceOf(row.cents, row.rebateCents);
    return prices;
  },
  ({ therapistId, startsAt, minutes }) => `${therapistId} ${startsAt.getTime()} ${minutes}`,
);
