import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import { criteriaOf } from '../directory/directory.rules.ts';
import { placesQuery } from '../directory/directory.walk.ts';
import type { Concern, Profession } from '../../shared/vocabulary.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRecord,
  type TherapistRow,
} from '../therapist/therapist.record.ts';
import type { TherapistsContext } from '../therapists.ts';
import type { RecommendationOrder } from './recommendation.input.ts';

export interface RecommendationKey {
  /** Any of these; all therapists when empty. */
  concerns: readonly Concern[];
  /** One of these; of any profession when not given. */
  professions?: readonly Profession[];
  order: `${RecommendationOrder}`;
  first: number;
}

/** The therapists to show for a key, best first. All keys of a request are one statement, whatever their number. */
export const recommendedTherapists = defineLoader<TherapistsContext, RecommendationKey, TherapistRecord[]>(
  async ({ em, now }, keys) => {
    const parts = keys.map((key, index) => {
      const places = placesFor(key, now);
      return sql`select ${index}::int as key, row_number() over () as place, therapist_id from (${places}) places`;
    });
    const rows = await readRows(
      em,
      sql<TherapistRow & { key: number }>`
        with picked as (${sql.join(parts, sql` union all `)})
        select picked.key, ${therapistColumns}
        from picked join (${therapistTables}) on t.id = picked.therapist_id
        order by picked.key, picked.place`,
    );
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return keys.map((_, index) => (byKey.get(index) ?? []).map(({ key: _key, ...row }) => toRecord(row)));
  },
  ({ concerns, professions = [], order, first }) =>
    `${order} ${first} ${concerns.toSorted().join(' ')} of ${professions.toSorted().join(' ')}`,
);

/** The directory's own search; nobody is recommended who takes no new clients. */
function placesFor(
  { concerns, professions = [], order, first }: RecommendationKey,
  now: Date,
): RawBuilder<unknown> {
  const wanted = { concern: [...concerns], profession: [...professions] };
  const criteria = { ...criteriaOf(wanted, now), acceptingOnly: true };
  return placesQuery(criteria, order === 'TOP_RATED' ? 'RATING' : 'AVAILABLE_SOONEST', null, first);
}
