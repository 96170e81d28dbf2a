import type { Approach, Profession } from '../../shared/vocabulary.ts';

/** Names that are not their letters in lower case. */
const abbreviations = new Set(['ACT', 'ADHD', 'CBT', 'DBT', 'EMDR', 'OCD']);

/** `COUPLES_CONFLICT` as people say it. */
export function nameOf(value: string): string {
  return abbreviations.has(value) ? value : value.toLowerCase().replaceAll('_', ' ');
}

const hyphenated: Partial<Record<Approach, string>> = {
  COMPASSION_FOCUSED: 'compassion-focused therapy',
  EMOTIONALLY_FOCUSED: 'emotionally focused therapy',
  FAMILY_SYSTEMS: 'systemic family therapy',
  MINDFULNESS_BASED: 'mindfulness-based therapy',
  PERSON_CENTRED: 'person-centred therapy',
  SOLUTION_FOCUSED: 'solution-focused therapy',
};

export function approachName(approach: Approach): string {
  return hyphenated[approach] ?? (abbreviations.has(approach) ? approach : `${nameOf(approach)} therapy`);
}

/** With its article: `a clinical psychologist`. */
export function professionName(profession: Profession): string {
  return `a ${nameOf(profession)}`;
}

const and = new Intl.ListFormat('en-AU', { type: 'conjunction' });
const or = new Intl.ListFormat('en-AU', { type: 'disjunction' });

export function listAll(names: readonly string[]): string {
  return and.format(names);
}

export function listAny(names: readonly string[]): string {
  return or.format(names);
}

const languages = new Intl.DisplayNames('en-AU', { type: 'language', fallback: 'code' });

export function languageName(code: string): string {
  return languages.of(code) ?? code;
}

const dollars = new Intl.NumberFormat('en-AU', {
  style: 'currency',
  currency: 'AUD',
  trailingZeroDisplay: 'stripIfInteger',
});

export function price(cents: number): string {
  return dollars.format(cents / 100);
}
