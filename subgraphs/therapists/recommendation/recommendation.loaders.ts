import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import type { Concern } from '../../shared/vocabulary.ts';
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
  order: `${RecommendationOrder}`;
  first: number;
}

/** The therapists to show for a key, best first. All keys of a request are one statement, whatever their number. */
export const recommendedTherapists = defineLoader<TherapistsContext, RecommendationKey, TherapistRecord[]>(
  async ({ em, now }, keys) => {
    const parts = keys.map((key, index) => {
      const picked = key.order === 'TOP_RATED' ? topRated(key) : availableSoonest(key, now);
      return sql`select ${index}::int as key, row_number() over () as place, picked.therapist_id from (${picked}) picked`;
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
  ({ concerns, order, first }) => `${order} ${first} ${concerns.toSorted().join(' ')}`,
);

/** The search table has public therapists only; nobody is recommended who takes no new clients. */
function isCandidate({ concerns }: RecommendationKey): RawBuilder<boolean> {
  const accepting = sql<boolean>`s.tokens @> '{accepting:}'`;
  if (concerns.length === 0) return accepting;
  return sql<boolean>`${accepting} and s.tokens && ${concerns.map((concern) => `concern:${concern}`)}::text[]`;
}

function topRated(key: RecommendationKey): RawBuilder<unknown> {
  return sql`
    select s.therapist_id from therapist_search s where ${isCandidate(key)}
    order by s.score desc, s.therapist_id limit ${key.first}`;
}

/**
 * Two short walks, each along an index, instead of sorting everyone: those with an open consultation ahead by its start,
 * then the others by rating. A start that has passed is as good as none.
 */
function availableSoonest(key: RecommendationKey, now: Date): RawBuilder<unknown> {
  return sql`
    select therapist_id from (
      (select s.therapist_id, n.starts_at, s.score
        from next_open_slot n join therapist_search s on s.therapist_id = n.therapist_id
        where n.kind = 'CONSULTATION' and n.starts_at > ${now} and ${isCandidate(key)}
        order by n.starts_at, s.score desc, s.therapist_id limit ${key.first})
      union all
      (select s.therapist_id, null, s.score from therapist_search s
        where ${isCandidate(key)} and (s.consultation_at is null or s.consultation_at <= ${now})
        order by s.score desc, s.therapist_id limit ${key.first})
    ) either
    order by starts_at nulls last, score desc, therapist_id limit ${key.first}`;
}
