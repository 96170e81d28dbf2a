import { badInput } from '../../shared/errors.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { canonicalLanguage } from '../therapist/therapist.rules.ts';
import type { TherapistFilter } from './directory.input.ts';

/** The search table counts fees in bands that end at every so many cents. */
export const feeBandCents = 500;

/** The fee facet counts up to each of these, in cents; ends of bands, all of them. */
export const feeCeilings = [10_000, 12_000, 14_000, 16_000, 18_000, 20_000, 22_000, 25_000, 30_000] as const;

/** No fee is higher: the fee table sees to it. */
const highestFeeCents = 1_000_000;

/** The facet of `openBefore` counts slots that start within so many days. */
export const openWithinDays = [1, 3, 7, 14] as const;

const hourMs = 3_600_000;

/** The filters that ask for any of some values. The name is also the prefix of the values' tokens in the search table. */
export const valueFilters = ['profession', 'state', 'concern', 'approach', 'group', 'language'] as const;
export type ValueFilter = (typeof valueFilters)[number];

/** Every filter that has a facet. */
export type FacetName = ValueFilter | 'fee' | 'open';

/** A word to look for: by how it begins, or as any of the words it may have been meant for. */
export type TextWord = { begins: string } | { anyOf: string[] };

/** Where a word is found, the most telling place first; the name is also the prefix of the words' tokens. */
export const wordPlaces = ['name', 'label', 'text'] as const;
export type WordPlace = (typeof wordPlaces)[number];

/** A filter checked and put as the search table has it; null or absent is a filter that asks for nothing. */
export interface Criteria {
  /** The instant the question is asked at: slots that start before it are over. */
  now: Date;
  /** Any of these tokens (`state:NSW`), by filter. */
  tokens: Partial<Record<ValueFilter, string[]>>;
  /** Every one of these must be found. */
  text: TextWord[] | null;
  maxFeeCents: number | null;
  openBefore: Date | null;
  kind: AppointmentKind;
}

/** Later than any slot. */
export const farAhead = new Date('3000-01-01T00:00:00Z');

const maxTextLength = 100;

/** The criteria of a filter but for its text, which needs the lexicon. Throws BAD_USER_INPUT. */
export function criteriaOf(filter: TherapistFilter, now: Date): Criteria {
  const { profession, state, concern, approach, clientGroup, language, maxFeeCents, openBefore, kind } =
    filter;
  if (typeof maxFeeCents === 'number' && maxFeeCents < 0)
    throw badInput('filter.maxFeeCents must not be negative.', 'filter.maxFeeCents');
  const asked: Record<ValueFilter, string[]> = {
    profession: profession ?? [],
    state: state ?? [],
    concern: concern ?? [],
    approach: approach ?? [],
    group: clientGroup ?? [],
    language: (language ?? []).map(requireLanguage),
  };
  const tokens: Criteria['tokens'] = {};
  for (const name of valueFilters)
    if (asked[name].length > 0) tokens[name] = asked[name].map((value) => `${name}:${value}`);
  return {
    now,
    tokens,
    text: null,
    maxFeeCents: typeof maxFeeCents === 'number' ? Math.min(maxFeeCents, highestFeeCents) : null,
    openBefore: openBefore ?? null,
    kind: kind ?? AppointmentKind.CONSULTATION,
  };
}

function requireLanguage(code: string): string {
  const canonical = canonicalLanguage(code);
  if (canonical === null)
    throw badInput('filter.language must be BCP 47 codes, such as en or zh-Hant.', 'filter.language');
  return canonical;
}

/** Words that say nothing of a therapist, and that a profile need not have. */
const smallWords = new Set(
  'a an and are at by can for from help i in is me my need of on or the therapist therapists to who with'.split(
    ' ',
  ),
);

/** The words of a text to look for, at most eight; none for a text that asks for nothing. Throws BAD_USER_INPUT. */
export function wordsOf(text: string | null | undefined): string[] {
  if (text === null || text === undefined) return [];
  if (text.length > maxTextLength)
    throw badInput(`filter.text must have at most ${maxTextLength} characters.`, 'filter.text');
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const telling = words.filter((word) => word.length > 1 && !smallWords.has(word));
  return [...new Set(telling)].slice(0, 8);
}

/** The token of a band of fees, named by the cents it ends at; sorts as the bands do. */
export function feeToken(cents: number): string {
  return `fee:${String(Math.floor(cents / feeBandCents)).padStart(4, '0')}`;
}

/** Hours since 1970, UTC. */
export function hourOf(instant: Date): number {
  return Math.floor(instant.getTime() / hourMs);
}

/** The instants that the facet of `openBefore` counts by: so many days from the next full hour. */
export function openHorizons(now: Date): Date[] {
  const nextHour = Math.ceil(now.getTime() / hourMs) * hourMs;
  return openWithinDays.map((days) => new Date(nextHour + days * 24 * hourMs));
}

/** The token of an hour in which a slot starts; sorts as the hours do. */
export function hourToken(kind: AppointmentKind, hour: number): string {
  return `${kind}:${String(Math.min(Math.max(hour, 0), 9_999_999)).padStart(7, '0')}`;
}
