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
import { isPublic } from '../therapist/therapist.visibility.ts';
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
      return sql`select ${index}::int as key, row_number() over () as place, picked.id from (${picked}) picked`;
    });
    const rows = await readRows(
      em,
      sql<TherapistRow & { key: number }>`
        with picked as (${sql.join(parts, sql` union all `)})
        select picked.key, ${therapistColumns}
        from picked join (${therapistTables}) on t.id = picked.id
        order by picked.key, picked.place`,
    );
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return keys.map((_, index) => (byKey.get(index) ?? []).map(({ key: _key, ...row }) => toRecord(row)));
  },
  ({ concerns, order, first }) => `${order} ${first} ${concerns.toSorted().join(' ')}`,
);

/** Nobody is recommended who takes no new clients. */
function isCandidate({ concerns }: RecommendationKey): RawBuilder<boolean> {
  const suits = concerns.length === 0 ? sql`true` : sql`t.concerns && ${concerns}::text[]`;
  return sql<boolean>`${isPublic} and t.accepting_new_clients and ${suits}`;
}

function topRated(key: RecommendationKey): RawBuilder<unknown> {
  return sql`
    select t.id from ${therapistTables} where ${isCandidate(key)} order by r.score desc, t.id limit ${key.first}`;
}

/**
 * Two short walks, each along an index, instead of sorting everyone: those with an open consultation ahead by its start,
 * then the others by rating. A start that has passed is as good as none.
 */
function availableSoonest(key: RecommendationKey, now: Date): RawBuilder<unknown> {
  const ahead = sql`n.kind = 'CONSULTATION' and n.starts_at > ${now}`;
  return sql`
    select id from (
      (select t.id, n.starts_at, r.score
        from next_open_slot n join (${therapistTables}) on t.id = n.therapist_id
        where ${ahead} and ${isCandidate(key)}
        order by n.starts_at, r.score desc, t.id limit ${key.first})
      union all
      (select t.id, null, r.score
        from ${therapistTables}
        where ${isCandidate(key)} and not exists (select from next_open_slot n where n.therapist_id = t.id and ${ahead})
        order by r.score desc, t.id limit ${key.first})
    ) either
    order by starts_at nulls last, score desc, id limit ${key.first}`;
}
