import { sql, type RawBuilder } from 'kysely';

/** More words than this say nothing more, and each costs. */
const maxWords = 8;

/** The words of what somebody typed into a search box. */
export function searchWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]{1,40}/gu) ?? []).slice(0, maxWords);
}

/** The shorter a word, the more of it must be right before it counts as an unfinished or mistyped one. */
function likenessWanted(word: string): number {
  return word.length <= 3 ? 0.75 : 0.5;
}

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
const nearQuery = (word: string) =>
  sql`websearch_to_tsquery('english', plain(${nearWords(word).join(' or ')}))`;

/**
 * Whether a revision (`r`) has a word, in any form of it that has the same stem ("panic" finds "panics"). A word that
 * nothing published has is taken for a mistyped or unfinished one: then words near to it count, and words like it in
 * titles and points. Words that mean nothing by themselves ("the") are no condition.
 */
function hasWord(word: string): RawBuilder<unknown> {
  const revisionsWith = (wanted: RawBuilder<unknown>) =>
    sql`(r.article_id, r.number) in (select article_id, number from article_revision where search @@ ${wanted})`;
  return sql`(
    numnode(${query(word)}) = 0
    or ${revisionsWith(query(word))}
    or (not exists (select from article_revision where published_from is not null and search @@ ${query(word)})
      and (${revisionsWith(nearQuery(word))}
        or word_similarity(plain(${word}), r.headline) >= ${likenessWanted(word)}::real)))`;
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
  const near = sql.join(words.map(nearQuery), sql` || `);
  const likeness = sql.join(
    words.map((word) => sql`word_similarity(plain(${word}), r.headline)`),
    sql` + `,
  );
  // Rounded so that a cursor can say it exactly.
  return sql`
    round((ts_rank(r.search, ${anyOf}) + 0.5 * ts_rank(r.search, ${near}) + 0.1 * (${likeness}))::numeric, 6)::float8`;
}
