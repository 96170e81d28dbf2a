import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
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

/** Nobody is recommended who takes no new clients; the search table has public therapists only. */
function suits({ concerns, professions = [] }: RecommendationKey): RawBuilder<boolean> {
  const help = concerns.length === 0 ? sql`true` : sql`t.concerns && ${concerns}::text[]`;
  const practice = professions.length === 0 ? sql`true` : sql`t.profession = any(${professions}::text[])`;
  return sql<boolean>`t.accepting_new_clients and ${help} and ${practice}`;
}

const candidates = sql`therapist_search s join therapist t on t.id = s.therapist_id`;

/**
 * Short walks along the order's index: for so few from one filter, quicker than the directory's bits. A consultation that
 * has begun is as good as none; those without one are only looked for when there are too few with.
 */
function placesFor(key: RecommendationKey, now: Date): RawBuilder<unknown> {
  const { order, first } = key;
  const byRating = sql`s.score desc, s.therapist_id`;
  if (order === 'TOP_RATED')
    return sql`select s.therapist_id from ${candidates} where ${suits(key)} order by ${byRating} limit ${first}`;
  return sql`
    with soon as materialized (
      select s.therapist_id, s.consultation_at, s.score from ${candidates}
      where s.consultation_at > ${now} and ${suits(key)}
      order by s.consultation_at, ${byRating} limit ${first}
    ), others as (
      select s.therapist_id, null::timestamptz, s.score from ${candidates}
      where (select count(*) from soon) < ${first}
        and (s.consultation_at is null or s.consultation_at <= ${now}) and ${suits(key)}
      order by ${byRating} limit ${first}
    )
    select therapist_id from (select * from soon union all select * from others) either
    order by consultation_at nulls last, score desc, therapist_id limit ${first}`;
}
