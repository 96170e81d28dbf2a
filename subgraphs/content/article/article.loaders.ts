import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';
import {
  articleColumns,
  articleTables,
  textColumns,
  type ArticleRow,
  type ArticleText,
} from './article.reads.ts';

/** An article that the viewer may see, by id; null for any other. */
export const articleById = defineLoader<ContentContext, string, ArticleRow | null>(async (context, ids) => {
  const rows = await readRows(
    context.em,
    sql<ArticleRow>`select ${articleColumns} from ${articleTables(context)} where a.id = any(${ids})`,
  );
  return inKeyOrder(ids, rows, (row) => row.id, null);
});

/** The same by slug, present or former, with its text: who asks by slug shows the page. */
export const articleBySlug = defineLoader<ContentContext, string, ArticleRow | null>(
  async (context, slugs) => {
    const rows = await readRows(
      context.em,
      sql<ArticleRow & ArticleText & { asked: string }>`
        select ${articleColumns}, ${textColumns}, s.slug as asked
        from ${articleTables(context)} join article_slug s on s.article_id = a.id
        where s.slug = any(${slugs})`,
    );
    for (const row of rows) row.text = row;
    return inKeyOrder(slugs, rows, (row) => row.asked, null);
  },
);

/** The same without its text, for a card. */
export const articleHeadBySlug = defineLoader<ContentContext, string, ArticleRow | null>(
  async (context, slugs) => {
    const rows = await readRows(
      context.em,
      sql<ArticleRow & { asked: string }>`
        select ${articleColumns}, s.slug as asked
        from ${articleTables(context)} join article_slug s on s.article_id = a.id
        where s.slug = any(${slugs})`,
    );
    return inKeyOrder(slugs, rows, (row) => row.asked, null);
  },
);

interface RevisionKey {
  id: string;
  revision: number;
}

const revisionCacheKey = ({ id, revision }: RevisionKey) => `${id}#${revision}`;

/** The text of a revision that the viewer was already shown the head of. */
export const articleText = defineLoader<ContentContext, RevisionKey, ArticleText>(async ({ em }, keys) => {
  const rows = await readRows(
    em,
    sql<ArticleText & RevisionKey>`
      select r.article_id as id, r.number as revision, ${textColumns}
      from article_revision r
      join unnest(${keys.map(({ id }) => id)}::text[], ${keys.map(({ revision }) => revision)}::integer[])
        as wanted(id, number) on r.article_id = wanted.id and r.number = wanted.number`,
  );
  const byKey = new Map(rows.map((row) => [revisionCacheKey(row), row]));
  return keys.map((key) => byKey.get(revisionCacheKey(key)) ?? new Error('a revision is gone'));
}, revisionCacheKey);

interface EssentialReadingKey {
  article: ArticleRow;
  first: number;
}

/**
 * What to read next to an article: what its editors chose, in their order, then what shares most concerns with it, then
 * what has its topic, the newest first among equals. Only what the viewer may see.
 */
export const essentialReading = defineLoader<ContentContext, EssentialReadingKey, ArticleRow[]>(
  async (context, keys) => {
    const wanted = JSON.stringify(
      keys.map(({ article, first }, key) => ({
        key,
        id: article.id,
        topic: article.topicId,
        concerns: article.concerns,
        curated: article.essentialReading,
        first,
      })),
    );
    const rows = await readRows(
      context.em,
      sql<ArticleRow & { key: number }>`
        select k.key, near.*
        from jsonb_to_recordset(${wanted}::jsonb)
          as k(key integer, id text, topic text, concerns text[], curated text[], first integer)
        cross join lateral (
          select ${articleColumns}
          from ${articleTables(context)},
            lateral (select array_position(k.curated, a.id) as place,
              cardinality(array(select unnest(r.concerns) intersect select unnest(k.concerns))) as shared) as fit
          where a.id <> k.id and a.status <> 'ARCHIVED'
            and (fit.place is not null or fit.shared > 0 or r.topic_id = k.topic)
          order by fit.place nulls last, fit.shared desc, (r.topic_id = k.topic) desc,
            coalesce(a.published_at, a.created_at) desc, a.id desc
          limit k.first
        ) near`,
    );
    const lists = keys.map((): ArticleRow[] => []);
    for (const row of rows) lists[row.key]?.push(row);
    return lists;
  },
  ({ article, first }) => `${revisionCacheKey(article)}#${first}`,
);
