import { sql, type RawBuilder } from 'kysely';
import type { TherapistOrder } from './directory.input.ts';
import { bitsOfWord, everyone, filtersOf, openBetween, opensAt, type Bits } from './directory.bits.ts';
import { farAhead, wordPlaces, type Criteria } from './directory.rules.ts';

/** Where a therapist stands in an order: by tier, then by the order's own measure, then by rating, then by id. */
export interface Place {
  tier: number;
  /** Rising: cents, or milliseconds since 1970; 0 where rating alone decides. */
  measure: number;
  score: number;
  id: string;
}

interface Tier {
  /** Who is in it; every bit of `every_filter` when null. */
  mask: RawBuilder<unknown>;
  by: Measure;
}

/** So few are looked up one by one and sorted; more, and a walk along the order's index soon has a page. */
const fewEnoughToSort = 200;

/**
 * A query of the first `limit` places (tier, measure, score, therapist_id) after a place, in order. Who is found is settled
 * on bits, whatever the filters; then either an index is walked, asking the bits row by row, or the few are fetched.
 */
export function placesQuery(
  criteria: Criteria,
  order: `${TherapistOrder}`,
  after: Place | null,
  limit: number,
): RawBuilder<Place> {
  const { extra, tiers } = tiersOf(criteria, order);
  const text = order === 'RELEVANCE' ? null : criteria.text;
  const joined = [...filtersOf({ ...criteria, text }).map(({ bits }) => bits), ...extra];
  const filterCount = joined.length - extra.length;
  const withs = joined.map((bits, nth) => sql`${partRef(nth)} as materialized (${bits})`);
  const joins = joined.map((_, nth) => sql`left join ${partRef(nth)} using (block)`);
  const filtered = [sql`everyone.bits`, ...joined.slice(0, filterCount).map((_, nth) => partBits(nth))];
  const extras = extra.map((_, nth) => sql`${partBits(filterCount + nth)} as ${extraRef(nth)}`);
  const wanted = tiers
    .map((tier, nth) => ({ tier, nth }))
    .filter(({ nth }) => after === null || nth >= after.tier);
  return sql<Place>`
    with ${sql.join([
      ...withs,
      sql`parts as (
        select ${sql.join([sql`block`, sql`${sql.join(filtered, sql` & `)} as every_filter`, ...extras])}
        from (${everyone}) everyone ${sql.join(joins, sql` `)})`,
      sql`masks as materialized (
        select block, ${sql.join(tiers.map(({ mask }, nth) => sql`${mask} as ${maskRef(nth)}`))} from parts)`,
      ...wanted.map(
        ({ nth }) => sql`${tierRef(nth)} as materialized (
          select concat_bits(${maskRef(nth)} order by block) as bits, sum(bit_count(${maskRef(nth)})) as total from masks)`,
      ),
    ])}
    select tier, measure, score, therapist_id from (
      ${sql.join(
        wanted.flatMap(({ tier, nth }) => walks(tier.by, nth, after?.tier === nth ? after : null, limit)),
        sql` union all `,
      )}
    ) walks
    order by tier, measure, score desc, therapist_id limit ${limit}`;
}

const partRef = (nth: number) => sql.ref(`part_${nth}`);
const maskRef = (nth: number) => sql.ref(`mask_${nth}`);
const tierRef = (nth: number) => sql.ref(`tier_${nth}`);
const partBits = (nth: number) => sql`coalesce(${sql.ref(`part_${nth}.bits`)}, 0::bit(4096))`;

/** The tiers of an order, with the bits that tell them apart besides the filters. */
function tiersOf(criteria: Criteria, order: `${TherapistOrder}`): { extra: Bits[]; tiers: Tier[] } {
  const { text } = criteria;
  if (order === 'FEE') return { extra: [], tiers: [{ mask: sql`every_filter`, by: byFee }] };
  if (order === 'AVAILABLE_SOONEST') {
    const tiers = [
      { mask: sql`every_filter & extra_0`, by: byStart(criteria) },
      { mask: sql`every_filter & ~extra_0`, by: byRating },
    ];
    return { extra: [openBetween(criteria, farAhead)], tiers };
  }
  if (order === 'RATING' || text === null)
    return { extra: [], tiers: [{ mask: sql`every_filter`, by: byRating }] };
  // Three for each word: where it is found in the name, in what is ticked, and in the rest.
  const extra = text.flatMap((word) => wordPlaces.map((place) => bitsOfWord(word, [place])));
  const foundWithin = (places: number) =>
    sql.join(
      text.map((_, nth) => sql`(${sql.join(extraRefs(3 * nth, places), sql` | `)})`),
      sql` & `,
    );
  return {
    extra,
    tiers: [
      { mask: sql`every_filter & ${foundWithin(1)}`, by: byRating },
      { mask: sql`every_filter & ${foundWithin(2)} & ~(${foundWithin(1)})`, by: byRating },
      { mask: sql`every_filter & ${foundWithin(3)} & ~(${foundWithin(2)})`, by: byRating },
    ],
  };
}

const extraRef = (nth: number) => sql.ref(`extra_${nth}`);
const extraRefs = (from: number, count: number) =>
  Array.from({ length: count }, (_, nth) => extraRef(from + nth));

/** What a walk goes by before rating and id; `isAfter` in a form that the index can begin at. */
interface Measure {
  measure: RawBuilder<number>;
  orderBy: RawBuilder<unknown>;
  /** Where in the index the walk may begin at all. */
  begins: RawBuilder<boolean>;
  isAfter: (place: Place) => RawBuilder<boolean>;
}

const byRating: Measure = {
  measure: sql<number>`0::float8`,
  orderBy: sql`s.score desc, s.therapist_id`,
  begins: sql<boolean>`true`,
  isAfter: ({ score, id }) => sql`s.score <= ${score} and (s.score < ${score} or s.therapist_id > ${id})`,
};

const byFee: Measure = {
  measure: sql<number>`s.fee_rank::float8`,
  orderBy: sql`s.fee_rank, s.score desc, s.therapist_id`,
  begins: sql<boolean>`true`,
  isAfter: ({ measure, score, id }) => sql`
    s.fee_rank >= ${measure}
    and (s.fee_rank > ${measure} or s.score < ${score} or (s.score = ${score} and s.therapist_id > ${id}))`,
};

function byStart({ kind, now }: Criteria): Measure {
  const starts = opensAt(kind);
  return {
    measure: sql<number>`(extract(epoch from ${starts}) * 1000)::float8`,
    orderBy: sql`${starts}, s.score desc, s.therapist_id`,
    begins: sql<boolean>`${starts} > ${now}`,
    isAfter: ({ measure, score, id }) => {
      const at = new Date(measure);
      return sql`
        ${starts} >= ${at}
        and (${starts} > ${at} or s.score < ${score} or (s.score = ${score} and s.therapist_id > ${id}))`;
    },
  };
}

/** Of the two only one ever runs: which, is known when the bits have been counted. */
function walks(
  { measure, orderBy, begins, isAfter }: Measure,
  nth: number,
  after: Place | null,
  limit: number,
): RawBuilder<unknown>[] {
  const total = sql`(select total from ${tierRef(nth)})`;
  const columns = sql`${nth}::int as tier, ${measure} as measure, s.score, s.therapist_id`;
  const place = after === null ? sql`true` : isAfter(after);
  return [
    sql`(
      select ${columns} from therapist_search s
      where ${total} > ${fewEnoughToSort} and get_bit((select bits from ${tierRef(nth)}), s.position) = 1
        and ${begins} and ${place}
      order by ${orderBy} limit ${limit})`,
    sql`(
      select ${columns}
      from (
        select (block << 12) + (word << 6) as first, substring(${maskRef(nth)}, (word << 6) + 1, 64) as bits
        from masks cross join generate_series(0, 63) as word offset 0
      ) words
      cross join generate_series(0, 63) as bit
      -- The offset keeps the planner from walking the whole index here as well, in hope of an early end.
      cross join lateral (select * from therapist_search where position = first + bit offset 0) s
      where ${total} <= ${fewEnoughToSort} and bits <> 0::bit(64) and get_bit(bits, bit) = 1 and ${place}
      order by ${orderBy} limit ${limit})`,
  ];
}
