import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor, toConnection, type Connection } from '../../shared/paging.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRecord,
  type TherapistRow,
} from '../therapist/therapist.record.ts';
import type { TherapistOrder } from './directory.input.ts';
import { valueFilters, type Criteria } from './directory.rules.ts';

/** Where a row stands: by tier, then by the order's own measure, then by rating, then by id. */
interface Place {
  tier: number;
  measure: number;
  score: number;
  id: string;
}

interface PageAsked {
  order: `${TherapistOrder}`;
  first: number;
  after: string | null | undefined;
}

/** The condition that a row `s` of therapist_search meets the criteria, but for the text. */
export function meets({ tokens, maxFeeCents, openBefore, kind, now }: Criteria): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`];
  for (const name of valueFilters)
    if (tokens[name]) conditions.push(sql`s.tokens && ${tokens[name]}::text[]`);
  if (maxFeeCents !== null) conditions.push(sql`s.session_cents <= ${maxFeeCents}`);
  if (openBefore !== null)
    conditions.push(sql`(${opensAt(kind)} > ${now} and ${opensAt(kind)} < ${openBefore})`);
  return sql.join(conditions, sql` and `);
}

/** A page of the directory, in one statement. Each order walks an index of its own, tier by tier, and stops when the page is full. */
export async function readPage(
  em: EntityManager,
  criteria: Criteria,
  page: PageAsked,
): Promise<Connection<TherapistRecord>> {
  const cursorName = cursorNameOf(criteria, page.order);
  const after = page.after ? placeOf(page.after, cursorName) : null;
  const walks = walksOf(criteria, page.order, after, page.first + 1);
  if (walks.length === 0) return toConnection([], page, toRecord, () => '');
  const rows = await readRows(
    em,
    sql<TherapistRow & { tier: number; measure: number; score: number }>`
      select found.tier, found.measure, found.score, ${therapistColumns}
      from (
        select * from (${sql.join(walks, sql` union all `)}) walks
        order by tier, measure, score desc, therapist_id limit ${page.first + 1}
      ) found join (${therapistTables}) on t.id = found.therapist_id
      order by found.tier, found.measure, found.score desc, t.id`,
  );
  return toConnection(
    rows,
    page,
    ({ tier: _tier, measure: _measure, score: _score, ...row }) => toRecord(row),
    ({ tier, measure, score, id }) => encodeCursor(cursorName, [tier, measure, score, id]),
  );
}

function walksOf(
  criteria: Criteria,
  order: `${TherapistOrder}`,
  after: Place | null,
  limit: number,
): RawBuilder<unknown>[] {
  const { text, kind, now } = criteria;
  const found = text === null ? sql<boolean>`true` : sql<boolean>`s.all_words @@ ${text}::tsquery`;
  const among = (condition: RawBuilder<boolean>) => sql<boolean>`${meets(criteria)} and ${condition}`;
  const walk = (tier: number, condition: RawBuilder<boolean>, by: Measure = byRating) =>
    after !== null && tier < after.tier
      ? []
      : [walkBy(by, tier, among(condition), after?.tier === tier ? after : null, limit)];
  if (order === 'FEE') return walk(0, found, byFee);
  if (order === 'AVAILABLE_SOONEST') {
    const isAhead = sql<boolean>`n.kind = ${kind} and n.starts_at > ${now}`;
    const isNot = sql<boolean>`(${opensAt(kind)} is null or ${opensAt(kind)} <= ${now})`;
    return [
      ...walk(0, sql<boolean>`${isAhead} and ${found}`, byStart),
      ...walk(1, sql<boolean>`${isNot} and ${found}`),
    ];
  }
  if (order === 'RATING' || text === null) return walk(0, found);
  const query = sql`${text}::tsquery`;
  return [
    ...walk(0, sql`s.name_words @@ ${query}`),
    ...walk(1, sql`s.label_words @@ ${query} and not s.name_words @@ ${query}`),
    ...walk(2, sql`s.all_words @@ ${query} and not s.label_words @@ ${query}`),
  ];
}

/** What a walk goes by, rising, before rating and id; `isAfter` in a form that the index can begin at. */
interface Measure {
  tables: RawBuilder<unknown>;
  measure: RawBuilder<number>;
  orderBy: RawBuilder<unknown>;
  isAfter: (place: Place) => RawBuilder<boolean>;
}

const byRating: Measure = {
  tables: sql`therapist_search s`,
  measure: sql<number>`0::float8`,
  orderBy: sql`s.score desc, s.therapist_id`,
  isAfter: ({ score, id }) => sql`s.score <= ${score} and (s.score < ${score} or s.therapist_id > ${id})`,
};

const byFee: Measure = {
  tables: sql`therapist_search s`,
  measure: sql<number>`s.fee_rank::float8`,
  orderBy: sql`s.fee_rank, s.score desc, s.therapist_id`,
  isAfter: ({ measure, score, id }) => sql`
    s.fee_rank >= ${measure}
    and (s.fee_rank > ${measure} or s.score < ${score} or (s.score = ${score} and s.therapist_id > ${id}))`,
};

const byStart: Measure = {
  tables: sql`next_open_slot n join therapist_search s on s.therapist_id = n.therapist_id`,
  measure: sql<number>`(extract(epoch from n.starts_at) * 1000)::float8`,
  orderBy: sql`n.starts_at, s.score desc, s.therapist_id`,
  isAfter: ({ measure, score, id }) => {
    const at = new Date(measure);
    return sql`
      n.starts_at >= ${at}
      and (n.starts_at > ${at} or s.score < ${score} or (s.score = ${score} and s.therapist_id > ${id}))`;
  },
};

function walkBy(
  { tables, measure, orderBy, isAfter }: Measure,
  tier: number,
  condition: RawBuilder<boolean>,
  after: Place | null,
  limit: number,
): RawBuilder<unknown> {
  return sql`(
    select ${tier}::int as tier, ${measure} as measure, s.score, s.therapist_id
    from ${tables}
    where ${condition} and ${after === null ? sql`true` : isAfter(after)}
    order by ${orderBy} limit ${limit})`;
}

function opensAt(kind: AppointmentKind): RawBuilder<Date> {
  return kind === AppointmentKind.SESSION ? sql<Date>`s.session_at` : sql<Date>`s.consultation_at`;
}

/** A cursor means a place only in the order it was given in: tiers depend on the text, starts on the kind. */
function cursorNameOf({ text, kind }: Criteria, order: `${TherapistOrder}`): string {
  if (order === 'RELEVANCE') return `${order} ${text ?? ''}`;
  return order === 'AVAILABLE_SOONEST' ? `${order} ${kind}` : order;
}

function placeOf(cursor: string, name: string): Place {
  const [tier, measure, score, id] = decodeCursor(cursor, name, 4);
  const isPlace =
    Number.isInteger(tier) && Number.isFinite(measure) && Number.isInteger(score) && typeof id === 'string';
  if (!isPlace) throw badInput('after is not a cursor of this connection.', 'after');
  return { tier, measure, score, id } as Place;
}
