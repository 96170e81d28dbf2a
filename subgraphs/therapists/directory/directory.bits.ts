import { sql, type RawBuilder } from 'kysely';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import {
  feeBandCents,
  feeToken,
  hourOf,
  hourToken,
  valueFilters,
  wordPlaces,
  type Criteria,
  type FacetName,
  type TextWord,
  type WordPlace,
} from './directory.rules.ts';

/** A query of rows (block, bits): a bit for each therapist, 4096 to a block; a block without a row has nobody. */
export type Bits = RawBuilder<unknown>;

export interface BitFilter {
  name: FacetName | 'text';
  bits: Bits;
}

/** One for each filter that asks for something; a therapist who has the bit in all of them is found. */
export function filtersOf(criteria: Criteria): BitFilter[] {
  const { tokens, text, maxFeeCents, openBefore } = criteria;
  const filters: BitFilter[] = [];
  for (const name of valueFilters) if (tokens[name]) filters.push({ name, bits: bitsOfTokens(tokens[name]) });
  for (const word of text ?? []) filters.push({ name: 'text', bits: bitsOfWord(word) });
  if (maxFeeCents !== null) filters.push({ name: 'fee', bits: upToFee(maxFeeCents) });
  if (openBefore !== null) filters.push({ name: 'open', bits: openBetween(criteria, openBefore) });
  return filters;
}

/** Where a word is found in one of these places of the profile. */
export function bitsOfWord(word: TextWord, places: readonly WordPlace[] = wordPlaces): Bits {
  return anyOf(
    places.map((place) =>
      'begins' in word
        ? sql<boolean>`token >= ${`${place}:${word.begins}`} and token < ${`${place}:${word.begins}\u{10ffff}`}`
        : sql<boolean>`token = any(${word.anyOf.map((meant) => `${place}:${meant}`)}::text[])`,
    ),
  );
}

/** Everyone who is there, a row for every block: what all else is cut from. */
export const everyone: Bits = sql`
  select nth as block, coalesce(b.bits, 0::bit(4096)) as bits
  from generate_series(0, (select max(position) >> 12 from therapist_search)) nth
  left join search_bits b on b.token = 'all:' and b.block = nth`;

function bitsOfTokens(tokens: readonly string[]): Bits {
  return anyOf([sql`token = any(${tokens})`]);
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
export function bitsOfRows(condition: RawBuilder<boolean>): Bits {
  return sql`
    select word >> 6 as block, bit_or((bits::bit(64))::bit(4096) >> (64 * (word & 63))) as bits
    from (
      select s.position >> 6 as word, bit_or(1::bigint << (63 - (s.position & 63))) as bits
      from therapist_search s where ${condition} group by 1
    ) words
    group by 1`;
}

/** Whole bands by their bits; of the band that the bound lies in, the rows within. */
function upToFee(maxCents: number): Bits {
  const wholeBands = maxCents - (maxCents % feeBandCents);
  const rest =
    wholeBands === maxCents
      ? []
      : [bitsOfRows(sql`s.fee_rank > ${wholeBands} and s.fee_rank <= ${maxCents}`)];
  return anyOf([sql`(token >= 'fee:' and token <= ${feeToken(maxCents)})`], rest);
}

/** With a slot after now and before the instant. Whole hours by their bits; of the hours at both ends, the rows that start within. */
export function openBetween({ now, kind }: Criteria, before: Date): Bits {
  const [from, to] = [hourOf(now), hourOf(before)];
  const startsWithin = (hour: number) => bitsOfRows(startsInHour(kind, hour, now, before));
  const ends = from === to ? [startsWithin(from)] : [startsWithin(from), startsWithin(to)];
  return anyOf([sql`(token > ${hourToken(kind, from)} and token < ${hourToken(kind, to)})`], ends);
}

export function startsInHour(
  kind: AppointmentKind,
  hour: number,
  after: Date,
  before: Date,
): RawBuilder<boolean> {
  const [begins, ends] = [new Date(hour * 3_600_000), new Date((hour + 1) * 3_600_000)];
  const at = opensAt(kind);
  return sql`${at} >= ${begins} and ${at} < ${ends} and ${at} > ${after} and ${at} < ${before}`;
}

/** When the next slot of a row `s` of therapist_search starts, as bookings last told. */
export function opensAt(kind: AppointmentKind): RawBuilder<Date> {
  return kind === 'SESSION' ? sql<Date>`s.session_at` : sql<Date>`s.consultation_at`;
}
