import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import { usualSessionMinutes } from './price.rules.ts';
import { rebateCents } from './rebate.sql.ts';

export interface DatedFee {
  cents: number;
  /** `YYYY-MM-DD`, in the therapist's time zone. */
  effectiveFrom: string;
  /** Of a session of the usual length: on `effectiveFrom` for a fee to come, today for the present one. */
  rebateCents: number | null;
}

export interface SessionFees {
  /** What holds today; null when nothing is set. */
  current: DatedFee | null;
  /** What is to come, soonest first. */
  upcoming: DatedFee[];
}

/** What a therapist charges for a session, from today on in their own time zone. */
export const sessionFees = defineLoader<TherapistsContext, string, SessionFees>(async ({ em, now }, ids) => {
  const rebate = rebateCents(
    sql`t.profession`,
    sql`${usualSessionMinutes}`,
    sql`greatest(f.effective_from, t.today)`,
  );
  const rows = await readRows(
    em,
    sql<{ id: string; fees: (DatedFee & { isUpcoming: boolean })[] }>`
      with t as (
        select id, profession, (${now}::timestamptz at time zone time_zone)::date as today
        from therapist where id = any(${ids})
      )
      select t.id, json_agg(json_build_object(
        'cents', f.cents, 'effectiveFrom', f.effective_from, 'rebateCents', ${rebate},
        'isUpcoming', f.effective_from > t.today) order by f.effective_from) as fees
      from t join fee f on f.therapist_id = t.id and f.kind = 'SESSION'
      where f.effective_from >= coalesce((
        select max(past.effective_from) from fee past
        where past.therapist_id = t.id and past.kind = 'SESSION' and past.effective_from <= t.today), t.today)
      group by t.id`,
  );
  return inKeyOrder(ids, rows, ({ id }) => id, null).map((row) => {
    const fees = row?.fees ?? [];
    return {
      current: fees.find(({ isUpcoming }) => !isUpcoming) ?? null,
      upcoming: fees.filter(({ isUpcoming }) => isUpcoming),
    };
  });
});
