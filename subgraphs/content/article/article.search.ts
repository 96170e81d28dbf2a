import { sql, type RawBuilder } from 'kysely';

/** More words than this say nothing more, and each costs. */
const maxWords = 8;

/** The words of what somebody typed into a search box. */
export function searchWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]{1,40}/gu) ?? []).slice(0, maxWords);
}

/** How like a word of the headline a mistyped one must be, from 0 to 1: one wrong letter in five leaves a third. */
const likenessWanted = 0.33;

/**
 * What may have been meant by a mistyped word: two letters that changed places, one too many, a double one too few, or
 * the wrong vowel. Other slips leave a word so like itself that its trigrams find it.
 */
export function nearWords(word: string): string[] {
  const letters = [...word.toLowerCase()];
  if (letters.length < 4) return [];
  const near = letters.flatMap((letter, index) => {
    const before = letters.slice(0, index).join('');
    const after = letters.slice(index + 1).join('');
    const next = letters[index + 1];
    const swapped = next === undefined ? [] : [before + next + letter + letters.slice(index + 2).join('')];
    const vowels = 'aeiou'.includes(letter) ? [...'aeiou'].map((vowel) => before + vowel + after) : [];
    return [...swapped, ...vowels, before + after, before + letter + letter + after];
  });
  return [...new Set(near)].filter((candidate) => candidate !== word.toLowerCase());
}

const query = (word: string) => sql`plainto_tsquery('english', plain(${word}))`;

/** What an unknown word may stand for: those that begin with it, and those near to it. */
function guess(word: string): RawBuilder<unknown> {
  const near = sql`websearch_to_tsquery('english', plain(${nearWords(word).join(' or ')}))`;
  const letters = word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  // The one function that knows prefixes has a syntax to break, so it gets nothing but letters and digits.
  if (!/^[a-z0-9]{3,}$/.test(letters)) return near;
  return sql`(to_tsquery('english', ${`${letters}:*`}) || ${near})`;
}

/**
 * Whether a revision (`r`) has a word, in any form of it that has the same stem ("panic" finds "panics"). A word that
 * nothing published has is taken for an unfinished or mistyped one: then words that it may stand for count, and words like
 * it in titles and points. Words that mean nothing by themselves ("the") are no condition.
 */
function hasWord(word: string): RawBuilder<unknown> {
  const revisionsWith = (wanted: RawBuilder<unknown>) =>
    sql`(r.article_id, r.number) in (select article_id, number from article_revision where search @@ ${wanted})`;
  return sql`(
    numnode(${query(word)}) = 0
    or ${revisionsWith(query(word))}
    or (not exists (select from article_revision where published_from is not null and search @@ ${query(word)})
      and (${revisionsWith(guess(word))}
        or strict_word_similarity(plain(${word}), r.headline) >= ${likenessWanted}::real)))`;
}

/** The condition that a revision has every word. */
export function hasWords(words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 0) return sql`false`;
  return sql.join(words.map(hasWord), sql` and `);
}

/** How well a revision fits the words: where they stand and how often, and how like its headline they are. */
export function relevanceTo(words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 0) return sql`0::float8`;
  const anyOf = sql.join(words.map(query), sql` || `);
  const near = sql.join(words.map(guess), sql` || `);
  const likeness = sql.join(
    words.map((word) => sql`strict_word_similarity(plain(${word}), r.headline)`),
    sql` + `,
  );
  // Rounded so that a cursor can say it exactly.
  return sql`
    round((ts_rank(r.search, ${anyOf}) + 0.5 * ts_rank(r.search, ${near}) + 0.1 * (${likeness}))::numeric, 6)::float8`;
}
