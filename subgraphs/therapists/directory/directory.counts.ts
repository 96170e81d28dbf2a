import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { bitsOfRows, everyone, filtersOf, startsInHour } from './directory.bits.ts';
import { farAhead, hourOf, hourToken, type Criteria, type FacetName } from './directory.rules.ts';

/** How many therapists meet the criteria, and by token how many have it among those who meet all the other filters. */
export interface Counts {
  total: number;
  byToken: ReadonlyMap<string, number>;
}

/** Counts by `search_bits`, in one statement: only the facets named are counted. */
export async function readCounts(
  em: EntityManager,
  criteria: Criteria,
  facets: readonly FacetName[],
): Promise<Counts> {
  const filters = filtersOf(criteria);
  const every = filters.map((_, nth) => nth);
  const withs = filters.map(({ bits }, nth) => sql`${filterRef(nth)} as materialized (${bits})`);
  const joins = filters.map((_, nth) => sql`left join ${filterRef(nth)} using (block)`);
  const masks = [
    sql`${allOf(every)} as every_filter`,
    ...every.map((but) => sql`${allOf(every.filter((nth) => nth !== but))} as ${maskRef(but)}`),
  ];
  const counted = facets.map((facet) => {
    const nth = filters.findIndex(({ name }) => name === facet);
    const mask = nth === -1 ? sql.ref('every_filter') : maskRef(nth);
    return sql`
      select b.token, sum(bit_count(b.bits & ${mask}))::int as count
      from (${bitsOfFacet(facet, criteria)}) b join masks using (block)
      group by b.token`;
  });
  const total = sql`select '' as token, coalesce(sum(bit_count(every_filter)), 0)::int as count from masks`;
  const rows = await readRows(
    em,
    sql<{ token: string; count: number }>`
      with ${sql.join([
        ...withs,
        sql`masks as materialized (
          select block, ${sql.join(masks)} from (${everyone}) everyone ${sql.join(joins, sql` `)})`,
      ])}
      ${sql.join([total, ...counted], sql` union all `)}`,
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

/** Rows of (token, block, bits) that a facet counts. */
function bitsOfFacet(facet: FacetName, { now, kind }: Criteria): RawBuilder<unknown> {
  if (facet !== 'open')
    return sql`select token, block, bits from search_bits where token >= ${`${facet}:`} and token < ${`${facet};`}`;
  const hour = hourOf(now);
  return sql`
    select token, block, bits from search_bits where token > ${hourToken(kind, hour)} and token < ${`${kind};`}
    union all
    select ${hourToken(kind, hour)}, block, bits
    from (${bitsOfRows(startsInHour(kind, hour, now, farAhead))}) this_hour`;
}
