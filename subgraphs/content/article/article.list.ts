import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { decodeCursor, encodeCursor, toConnection, type Connection } from '../../shared/paging.ts';
import type { ContentContext } from '../content.ts';
import type { ArticleFilter } from './article.input.ts';
import { articleColumns, articleTables, type ArticleRow } from './article.reads.ts';
import { toArticle, type ArticleView } from './article.view.ts';

export interface ArticleListRequest {
  first: number;
  after: string | null | undefined;
  filter: ArticleFilter;
}

const newestFirst = 'newest';

/** Unpublished articles, which only editors get, stand where they were begun. */
const sortTime = sql`coalesce(a.published_at, a.created_at)`;

/** A page of the articles that the viewer may see, the newest first. */
export async function listArticles(
  context: ContentContext,
  { first, after, filter }: ArticleListRequest,
): Promise<Connection<ArticleView>> {
  const conditions = conditionsOf(filter);
  if (typeof after === 'string') {
    const [time, id] = decodeCursor(after, newestFirst, 2);
    conditions.push(sql`(${sortTime}, a.id) < (${String(time)}::timestamptz, ${String(id)})`);
  }
  const rows = await readRows(
    context.em,
    sql<ArticleRow>`
      select ${articleColumns} from ${articleTables(context)}
      where ${sql.join(conditions, sql` and `)}
      order by ${sortTime} desc, a.id desc limit ${first + 1}`,
  );
  return toConnection(
    rows,
    { first, after },
    (row) => toArticle(row, context),
    (row) => encodeCursor(newestFirst, [row.publishedAt ?? row.createdAt, row.id]),
  );
}

export async function countArticles(context: ContentContext, filter: ArticleFilter): Promise<number> {
  const [row] = await readRows(
    context.em,
    sql<{ count: number }>`
      select count(*)::integer as count from ${articleTables(context)}
      where ${sql.join(conditionsOf(filter), sql` and `)}`,
  );
  return row?.count ?? 0;
}

function conditionsOf({ topic, concern }: ArticleFilter): RawBuilder<unknown>[] {
  const conditions = [sql`true`];
  if (typeof topic === 'string') conditions.push(sql`t.slug = ${topic}`);
  if (concern) conditions.push(sql`r.concerns @> ${[concern]}::text[]`);
  return conditions;
}
