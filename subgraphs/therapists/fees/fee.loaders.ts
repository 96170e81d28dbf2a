import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistsContext } from '../therapists.ts';

export interface CurrentFee {
  therapistId: string;
  kind: AppointmentKind;
  cents: number;
  /** `YYYY-MM-DD` */
  effectiveFrom: string;
}

/** What a therapist charges today, in their own time zone: at most one fee of each kind. */
export const currentFees = defineLoader<TherapistsContext, string, CurrentFee[]>(async ({ em, now }, ids) => {
  const rows = await readRows(
    em,
    sql<CurrentFee>`
      select distinct on (f.therapist_id, f.kind)
        f.therapist_id as "therapistId", f.kind, f.cents, f.effective_from::text as "effectiveFrom"
      from fee f join therapist t on t.id = f.therapist_id
      where f.therapist_id = any(${ids})
        and f.effective_from <= (${now}::timestamptz at time zone t.time_zone)::date
      order by f.therapist_id, f.kind, f.effective_from desc`,
  );
  const byTherapist = Map.groupBy(rows, ({ therapistId }) => therapistId);
  return ids.map((id) => byTherapist.get(id) ?? []);
});
