import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import {
  bandsUpTo,
  hourOf,
  hourToken,
  valueFilters,
  type Criteria,
  type FacetName,
} from './directory.rules.ts';

/** How many therapists meet the criteria, and by token how many have it among those who meet all the other filters. */
export interface Counts {
  total: number;
  byToken: ReadonlyMap<string, number>;
}

/** Rows of (block, bits). */
type Bits = RawBuilder<unknown>;

/** Counts by `search_bits`, in one statement: only the facets named are counted. */
export async function readCounts(
  em: EntityManager,
  criteria: Criteria,
  facets: readonly FacetName[],
): Promise<Counts> {
  const filters = filtersOf(criteria);
  const withs = filters.map(({ bits }, nth) => sql`${filterRef(nth)} as materialized (${bits})`);
  const joins = filters.map((_, nth) => sql`left join ${filterRef(nth)} using (block)`);
  const masks = [
    sql`${allOf(filters.map((_, nth) => nth))} as every_filter`,
    ...filters.map(
      (_, but) => sql`${allOf(filters.map((_, nth) => nth).filter((nth) => nth !== but))} as ${maskRef(but)}`,
    ),
  ];
  const counted = facets.map((facet) => {
    const nth = filters.findIndex(({ name }) => name === facet);
    const mask = nth === -1 ? sql.ref('every_filter') : maskRef(nth);
    return sql`
      select b.token, sum(bit_count(b.bits & ${mask}))::int as count
      from (${bitsOfFacet(facet, criteria)}) b join masks using (block)
      group by b.token`;
  });
  const rows = await readRows(
    em,
    sql<{ token: string; count: number }>`
      with ${sql.join([
        ...withs,
        sql`masks as materialized (
          select block, ${sql.join(masks)}
          from (select block, bits from search_bits where token = 'all:') everyone
          ${sql.join(joins, sql` `)})`,
      ])}
      ${sql.join(
        [
          sql`select '' as token, coalesce(sum(bit_count(every_filter)), 0)::int as count from masks`,
          ...counted,
        ],
        sql` union all `,
      )}`,
  );
  const byToken = new Map(rows.map(({ token, count }) => [token, count]));
  return { total: byToken.get('') ?? 0, byToken };
}

const filterRef = (nth: number) => sql.ref(`filter_${nth}`);
const maskRef = (nth: number) => sql.ref(`but_${nth}`);

/** Everyone who meets these filters; a block that a filter has no row for has nobody. */
function allOf(filters: number[]): RawBuilder<unknown> {
  const each = filters.map((nth) => sql`coalesce(${sql.ref(`filter_${nth}.bits`)}, 0::bit(4096))`);
  return sql.join([sql`everyone.bits`, ...each], sql` & `);
}

function filtersOf(criteria: Criteria): { name: FacetName | 'text'; bits: Bits }[] {
  const { tokens, text, maxFeeCents, openBefore } = criteria;
  const filters: { name: FacetName | 'text'; bits: Bits }[] = [];
  for (const name of valueFilters)
    if (tokens[name]) filters.push({ name, bits: anyOf([sql`token = any(${tokens[name]})`]) });
  if (text !== null) filters.push({ name: 'text', bits: bitsOfRows(sql`s.all_words @@ ${text}::tsquery`) });
  if (maxFeeCents !== null) filters.push({ name: 'fee', bits: upToFee(maxFeeCents) });
  if (openBefore !== null) filters.push({ name: 'open', bits: openUntil(criteria, openBefore) });
  return filters;
}

/** Whoever any of the sources has: conditions on tokens, and rows looked at one by one. */
function anyOf(tokens: RawBuilder<boolean>[], rows: Bits[] = []): Bits {
  const sources = [
    ...tokens.map((condition) => sql`select block, bits from search_bits where ${condition}`),
    ...rows,
  ];
  return sql`select block, bit_or(bits) as bits from (${sql.join(sources, sql` union all `)}) sources group by block`;
}

/** The bits of rows `s` of therapist_search that meet a condition: 64 at a time, then put where they belong. */
function bitsOfRows(condition: RawBuilder<boolean>): Bits {
  return sql`
    select word >> 6 as block, bit_or((bits::bit(64))::bit(4096) >> (64 * (word & 63))) as bits
    from (
      select s.position >> 6 as word, bit_or(1::bigint << (63 - (s.position & 63))) as bits
      from therapist_search s where ${condition} group by 1
    ) words
    group by 1`;
}

function upToFee(maxCents: number): Bits {
  const { whole, above } = bandsUpTo(maxCents);
  const bands = whole.map((band) => `fee:${band}`);
  const rest = above === null ? [] : [bitsOfRows(sql`s.fee_rank > ${above} and s.fee_rank <= ${maxCents}`)];
  return anyOf([sql`token = any(${bands}::text[])`], rest);
}

/** Whole hours by their bits; of the hour we are in and of the last one, the rows that start within. */
function openUntil({ now, kind }: Criteria, before: Date): Bits {
  const [from, to] = [hourOf(now), hourOf(before)];
  const whole = hoursBetween(kind, from, to);
  const startsWithin = (hour: number) => bitsOfRows(startsInHour(kind, hour, now, before));
  const rest = from === to ? [startsWithin(from)] : [startsWithin(from), startsWithin(to)];
  return anyOf([whole], rest);
}

function hoursBetween(kind: AppointmentKind, after: number, before: number): RawBuilder<boolean> {
  return sql`(token > ${hourToken(kind, after)} and token < ${hourToken(kind, before)})`;
}

/** By the slots' own index: no index on therapist_search has the starts. */
function startsInHour(kind: AppointmentKind, hour: number, after: Date, before: Date): RawBuilder<boolean> {
  const [begins, ends] = [new Date(hour * 3_600_000), new Date((hour + 1) * 3_600_000)];
  return sql`s.therapist_id in (
    select n.therapist_id from next_open_slot n
    where n.kind = ${kind} and n.starts_at >= ${begins} and n.starts_at < ${ends}
      and n.starts_at > ${after} and n.starts_at < ${before})`;
}

const never = new Date('9999-12-31T00:00:00Z');

/** Rows of (token, block, bits) that a facet counts. */
function bitsOfFacet(facet: FacetName, { now, kind }: Criteria): RawBuilder<unknown> {
  if (facet !== 'open')
    return sql`select token, block, bits from search_bits where token >= ${`${facet}:`} and token < ${`${facet};`}`;
  const hour = hourOf(now);
  return sql`
    select token, block, bits from search_bits where token > ${hourToken(kind, hour)} and token < ${`${kind};`}
    union all
    select ${hourToken(kind, hour)}, block, bits from (${bitsOfRows(startsInHour(kind, hour, now, never))}) this_hour`;
}
