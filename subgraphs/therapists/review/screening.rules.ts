import { screeningLists } from './screening.lists.ts';
import { compilePhrase } from './screening.pattern.ts';
import { screeningRules } from './screening.phrases.ts';
import {
  disguisedReading,
  foreignLetters,
  maskedWords,
  plainReading,
  spanOf,
  type Reading,
  type Token,
} from './screening.reading.ts';
import { aspectReasons, ClinicalAspect } from './screening.vocabulary.ts';

export interface Finding {
  aspect: ClinicalAspect;
  /** As the author wrote it. */
  phrase: string;
  reason: string;
}

/** A part of the comment, in UTF-16 units. */
interface Span {
  start: number;
  end: number;
}

interface CompiledRule {
  aspect: ClinicalAspect;
  phrases: readonly RegExp[];
  unless: readonly RegExp[];
}

const compile = (phrases: readonly string[]) =>
  phrases.map((phrase) => compilePhrase(phrase, screeningLists));

const rules: readonly CompiledRule[] = screeningRules.map(({ aspect, phrases, unless }) => ({
  aspect,
  phrases: compile(phrases),
  unless: compile(unless),
}));

/** Words that nobody writes by accident, and that are therefore known in any disguise. */
const unmistakable = new Map<string, ClinicalAspect>([
  ...screeningLists.condition
    .filter((word) => /^[a-z]{5,}$/.test(word))
    .map((word) => [word, ClinicalAspect.SYMPTOM] as const),
  ...['cured', 'cures', 'healed', 'healing'].map((word) => [word, ClinicalAspect.OUTCOME] as const),
  ...['antidepressants', 'diagnosed', 'diagnosis', 'medication'].map(
    (word) => [word, ClinicalAspect.DIAGNOSIS_OR_TREATMENT] as const,
  ),
]);

const single = (word: string) => word.replaceAll(/(.)\1+/g, '$1');
const bySingleLetters = new Map([...unmistakable].map(([word, aspect]) => [single(word), aspect]));

/**
 * What in a comment may not be published, in the order in which it stands; nothing for a comment that may. Pure: the
 * same comment has the same findings, by the published lists alone. Time is linear in the comment's length.
 */
export function screenComment(comment: string): Finding[] {
  const found = new Map<ClinicalAspect, Span[]>();
  const note = (aspect: ClinicalAspect, { start, end }: Span) => {
    found.set(aspect, [...(found.get(aspect) ?? []), { start, end }]);
  };
  for (const token of foreignLetters(comment)) note(ClinicalAspect.UNREADABLE, token);
  const disguised = disguisedReading(comment, 1);
  const plain = plainReading(comment);
  for (const reading of [plain, disguised, disguisedReading(comment, 2)]) {
    for (const rule of rules) for (const span of matchesOf(rule, reading)) note(rule.aspect, span);
  }
  for (const { aspect, span } of disguisedWords(comment, plain, disguised)) note(aspect, span);
  return [...found]
    .flatMap(([aspect, spans]) => merged(spans).map((span) => ({ aspect, ...span })))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ aspect, start, end }) => ({
      aspect,
      phrase: withoutMarks(comment.slice(start, end)),
      reason: aspectReasons[aspect],
    }));
}

function matchesOf({ phrases, unless }: CompiledRule, reading: Reading): Span[] {
  const matches = phrases.flatMap((phrase) => tokenRanges(phrase, reading));
  if (matches.length === 0) return [];
  const passes = unless.flatMap((phrase) => tokenRanges(phrase, reading));
  return matches
    .filter((match) => !passes.some((pass) => pass.first <= match.last && match.first <= pass.last))
    .map(({ first, last }) => spanOf(reading.tokens.slice(first, last + 1), ''));
}

/** Where an expression matches, overlapping matches included, by the places of the first and last token. */
function tokenRanges(phrase: RegExp, { text }: Reading): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  phrase.lastIndex = 0;
  for (let match = phrase.exec(text); match !== null; match = phrase.exec(text)) {
    const first = spacesIn(text.slice(0, match.index));
    ranges.push({ first, last: first + spacesIn(match[0]) - 1 });
    phrase.lastIndex = match.index + match[0].indexOf(' ') + 1;
  }
  return ranges;
}

function spacesIn(text: string): number {
  return text.split(' ').length - 1;
}

/** Unmistakable words with letters doubled that should not be or the reverse, with signs for letters, or cut in two. */
function disguisedWords(comment: string, ...readings: Reading[]): { aspect: ClinicalAspect; span: Span }[] {
  const found: { aspect: ClinicalAspect; span: Span }[] = [];
  const note = (aspect: ClinicalAspect | undefined, span: Span) => {
    if (aspect !== undefined) found.push({ aspect, span });
  };
  for (const { tokens } of readings) {
    for (const [place, token] of tokens.entries()) {
      note(bySingleLetters.get(single(token.word)), token);
      const next: Token | undefined = tokens[place + 1];
      if (next === undefined || next.word === '.') continue;
      const joined = token.word + next.word;
      if (joined.length >= 6) note(unmistakable.get(joined), spanOf([token, next], joined));
    }
  }
  for (const { token, may } of maskedWords(comment)) {
    const known = [...unmistakable].find(([word]) => may.test(word));
    note(known?.[1], token);
  }
  return found;
}

/** Spans that touch become one. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** What was matched without the punctuation around it. */
function withoutMarks(phrase: string): string {
  return /[\p{L}\p{M}\p{N}*#@$].*[\p{L}\p{M}\p{N}*#@$]/su.exec(phrase)?.[0] ?? phrase;
}
