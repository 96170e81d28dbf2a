import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { TextWord } from './directory.rules.ts';

/** How alike, by shared trigrams, a word must be to stand for one that nobody has; and how near to the likest. */
export const leastSimilarity = 0.3;
export const similarityBand = 0.1;

/**
 * The words of a text as the search knows them. One that begins some known word is looked for as it is; any other is taken
 * for a slip of the known words most like it, and is not found when there are none.
 */
export async function readText(em: EntityManager, words: readonly string[]): Promise<TextWord[]> {
  const rows = await readRows(
    em,
    sql<{ word: string; known: boolean; similar: string[] | null }>`
      select asked.word, asked.known,
        case when not asked.known then (
          select array_agg(near.word) from (
            select w.word, w.similarity, max(w.similarity) over () as best from (
              select word, similarity(word, asked.word) as similarity
              from search_word where word % asked.word
              order by 2 desc, 1 limit 6
            ) w
          ) near
          where near.similarity >= ${leastSimilarity} and near.similarity >= near.best - ${similarityBand}::real
        ) end as similar
      from (
        select word, exists (
          select from search_word w where w.word ~>=~ asked.word and w.word ~<~ (asked.word || chr(1114111))
        ) as known
        from plain_words(${words.join(' ')}) asked(word)
      ) asked`,
  );
  return rows.map(({ word, known, similar }) => (known ? { begins: word } : { anyOf: similar ?? [] }));
}
