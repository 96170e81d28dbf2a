import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor, toConnection, type Connection } from '../../shared/paging.ts';
import { isCalendarDay } from '../calendar-day.ts';
import type { ContentContext } from '../content.ts';
import { ArticleOrder, type ArticleFilter } from './article.input.ts';
import { articleColumns, articleTables, type ArticleRow } from './article.reads.ts';
import { hasWords, relevanceTo, searchWords } from './article.search.ts';
import { toArticle, type ArticleView } from './article.view.ts';

export interface ArticleListRequest {
  first: number;
  after: string | null | undefined;
  filter: ArticleFilter;
  /** Null: by relevance when there is a text to be relevant to, else the newest first. */
  order: ArticleOrder | null;
}

/** What rows are sorted by, with their ids as the last word, and how a cursor gives it back. */
interface SortKey {
  expression: RawBuilder<unknown>;
  type: 'timestamptz' | 'date' | 'float8' | 'text';
  descending: boolean;
}

/** How PostgreSQL writes the keys, so that a cursor that was tampered with is told from a fault of ours. */
const keyForms: Record<SortKey['type'], RegExp> = {
  timestamptz: /^\d{4}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?\+00$/,
  date: /^(infinity|\d{4}-\d\d-\d\d)$/,
  float8: /^\d+(\.\d+)?(e-?\d{1,2})?$/,
  text: /^/,
};

function isKey(key: string, type: SortKey['type']): boolean {
  if (!keyForms[type].test(key)) return false;
  const isDated = type === 'timestamptz' || (type === 'date' && key !== 'infinity');
  return !isDated || isCalendarDay(key.slice(0, 10));
}

function sortKeyOf(order: ArticleOrder, filter: ArticleFilter, context: ContentContext): SortKey {
  switch (order) {
    case ArticleOrder.NEWEST:
      // Unpublished articles, which only editors get, stand where they were begun.
      return {
        expression: sql`coalesce(a.published_at, a.created_at)`,
        type: 'timestamptz',
        descending: true,
      };
    case ArticleOrder.RECENTLY_UPDATED:
      return { expression: sql`r.updated_at`, type: 'timestamptz', descending: true };
    case ArticleOrder.TITLE:
      return { expression: sql`plain(r.title)`, type: 'text', descending: false };
    case ArticleOrder.REVIEW_DUE:
      return {
        expression: sql`coalesce(r.review_due_on, 'infinity')`,
        type: 'date',
        descending: false,
      };
    case ArticleOrder.RELEVANCE:
      if (!filter.text) throw badInput('RELEVANCE needs a text to be relevant to.', 'order');
      return { expression: relevanceTo(searchWords(filter.text), context), type: 'float8', descending: true };
  }
}

/** A page of the articles that the viewer may see. */
export async function listArticles(
  context: ContentContext,
  request: ArticleListRequest,
): Promise<Connection<ArticleView>> {
  const { first, after, filter } = request;
  const order = request.order ?? (filter.text ? ArticleOrder.RELEVANCE : ArticleOrder.NEWEST);
  const { expression, type, descending } = sortKeyOf(order, filter, context);
  const direction = descending ? sql`desc` : sql`asc`;
  // Another text makes another order.
  const cursorOrder = order === ArticleOrder.RELEVANCE ? `${order} ${filter.text}` : order;
  const conditions = conditionsOf(filter, context);
  if (typeof after === 'string') {
    const [key, id] = decodeCursor(after, cursorOrder, 2).map(String);
    if (!isKey(key!, type)) throw badInput('after is not a cursor of this connection.', 'after');
    const place = sql`(cast(${key} as ${sql.raw(type)}), ${id})`;
    conditions.push(sql`(${expression}, a.id) ${descending ? sql`<` : sql`>`} ${place}`);
  }
  const rows = await readRows(
    context.em,
    sql<ArticleRow & { sortKey: string }>`
      select ${articleColumns}, (${expression})::text as "sortKey" from ${articleTables(context)}
      where ${sql.join(conditions, sql` and `)}
      order by ${expression} ${direction}, a.id ${direction} limit ${first + 1}`,
  );
  return toConnection(
    rows,
    { first, after },
    (row) => toArticle(row, context),
    (row) => encodeCursor(cursorOrder, [row.sortKey, row.id]),
  );
}

export async function countArticles(context: ContentContext, filter: ArticleFilter): Promise<number> {
  const [row] = await readRows(
    context.em,
    sql<{ count: number }>`
      select count(*)::integer as count from ${articleTables(context)}
      where ${sql.join(conditionsOf(filter, context), sql` and `)}`,
  );
  return row?.count ?? 0;
}

function conditionsOf(filter: ArticleFilter, context: ContentContext): RawBuilder<unknown>[] {
  const { text, topic, concern, status, author, reviewDueBy, newestStage } = filter;
  const conditions = [sql`true`];
  if (text) conditions.push(hasWords(searchWords(text), context));
  if (topic) conditions.push(sql`t.slug = ${topic}`);
  if (concern) conditions.push(sql`r.concerns @> ${[concern]}::text[]`);
  if (status) conditions.push(sql`a.status = ${status}`);
  if (reviewDueBy) conditions.push(sql`r.review_due_on <= ${reviewDueBy}::date`);
  if (newestStage) {
    conditions.push(sql`exists (
      select from article_revision newest
      where newest.article_id = a.id and newest.number = a.head_revision and newest.stage = ${newestStage})`);
  }
  if (author) conditions.push(sql`r.author ->> 'therapistId' = ${author}`);
  return conditions;
}
