import { sql, type RawBuilder } from 'kysely';
import type { ContentContext } from '../content.ts';
import { articleTables } from './article.reads.ts';

/** Who searches, and when: what they may not see must not change what they find. */
type Searcher = Pick<ContentContext, 'viewer' | 'now'>;

/** More words than this say nothing more, and each costs. */
const maxWords = 8;

/** The words of what somebody typed into a search box. */
export function searchWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]{1,40}/gu) ?? []).slice(0, maxWords);
}

/** How like a word that articles use a mistyped one must be, from 0 to 1: one wrong letter in five leaves a third. */
const likenessWanted = 0.33;

/** What is nearly as like as the likest may be meant too. */
const likenessMargin = 0.1;

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

/** The words that articles use that a mistyped one may stand for, as a query; null when there are none. */
function meant(word: string, searcher: Searcher): RawBuilder<unknown> {
  return sql`
    select websearch_to_tsquery('english', string_agg(word, ' or '))
    from (
      select word, likeness, max(likeness) over () as best
      from (
        select word, case when word = any(${nearWords(word)}::text[]) then 1 else similarity(word, plain(${word})) end as likeness
        from article_word where word = any(${nearWords(word)}::text[]) or word % plain(${word})
      ) candidate
      where likeness >= ${likenessWanted}::real and ${isVisible(sql`plainto_tsquery('english', word)`, searcher)}
    ) ranked
    where likeness >= best - ${likenessMargin}::real`;
}

/** The condition that an article which the searcher may see fits a query. */
function isVisible(query: RawBuilder<unknown>, searcher: Searcher): RawBuilder<unknown> {
  return sql`exists (select from ${articleTables(searcher)} where r.search @@ ${query})`;
}

/** What begins with the word, as a query; null for what is no word of letters. */
function beginning(word: string): RawBuilder<unknown> {
  const letters = word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  // The one function that knows prefixes has a syntax to break, so it gets nothing but letters and digits.
  if (!/^[a-z0-9]{3,}$/.test(letters)) return sql`null::tsquery`;
  return sql`to_tsquery('english', ${`${letters}:*`})`;
}

/**
 * A word as a query, in any form of it that has the same stem ("panic" finds "panics"). A word that nothing visible
 * has is taken for an unfinished or mistyped one: by what is found nobody can tell which words unpublished articles use. A
 * word that means nothing by itself ("the") is an empty query, one that nothing can stand for null.
 */
function queryFor(word: string, searcher: Searcher): RawBuilder<unknown> {
  const exact = sql`plainto_tsquery('english', plain(${word}))`;
  const like = sql`(${meant(word, searcher)})`;
  return sql`
    case when numnode(${exact}) = 0 or ${isVisible(exact, searcher)}
    then ${exact}
    else coalesce(${beginning(word)} || ${like}, ${beginning(word)}, ${like}) end`;
}

/** All the words together; worked out once for a statement. A word that nothing can stand for makes it find nothing. */
function queryForAll(words: readonly string[], searcher: Searcher): RawBuilder<unknown> {
  const each = words.map((word) => sql`(${queryFor(word, searcher)})`);
  return sql`(select ${sql.join(each, sql` && `)})`;
}

/** The condition that a revision (`r`) has every word. */
export function hasWords(words: readonly string[], searcher: Searcher): RawBuilder<unknown> {
  return words.length === 0 ? sql`false` : sql`r.search @@ ${queryForAll(words, searcher)}`;
}

/** How well a revision fits the words, by where they stand and how often. */
export function relevanceTo(words: readonly string[], searcher: Searcher): RawBuilder<unknown> {
  if (words.length === 0) return sql`0::float8`;
  // Rounded so that a cursor can say it exactly.
  return sql`round(ts_rank(r.search, ${queryForAll(words, searcher)})::numeric, 6)::float8`;
}
