import { sql, type RawBuilder } from 'kysely';

/** More words than this say nothing more, and each costs. */
const maxWords = 8;

/** The words of what somebody typed into a search box. */
export function searchWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]{1,40}/gu) ?? []).slice(0, maxWords);
}

/**
 * The shorter a word, the more of it must be right before it counts as a mistyped one. Two letters that changed places in
 * "greif" leave it a third like "grief".
 */
function likenessWanted(word: string): number {
  if (word.length <= 3) return 0.75;
  return word.length <= 4 ? 0.5 : 0.33;
}

const query = (word: string) => sql`plainto_tsquery('english', plain(${word}))`;

/**
 * Whether a revision (`r`) has a word, in any form of it that has the same stem ("panic" finds "panics"). A word that nothing
 * published has is taken for a mistyped or unfinished one, and sought by likeness in titles and points. Words that mean
 * nothing by themselves ("the") are no condition.
 */
function hasWord(word: string): RawBuilder<unknown> {
  return sql`(
    numnode(${query(word)}) = 0
    or (r.article_id, r.number) in (select article_id, number from article_revision where search @@ ${query(word)})
    or (word_similarity(plain(${word}), r.headline) >= ${likenessWanted(word)}::real
      and not exists (select from article_revision where published_from is not null and search @@ ${query(word)})))`;
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
  const likeness = sql.join(
    words.map((word) => sql`word_similarity(plain(${word}), r.headline)`),
    sql` + `,
  );
  // Rounded so that a cursor can say it exactly.
  return sql`round((ts_rank(r.search, ${anyOf}) + 0.2 * (${likeness}))::numeric, 6)::float8`;
}
