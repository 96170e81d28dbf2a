import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';
import { revisionColumns, revisionTables, type RevisionRow } from './revision.reads.ts';
import { ArticleEventKind, type ArticleEventType } from './revision.type.ts';

export interface RevisionKey {
  articleId: string;
  number: number;
}

const cacheKey = ({ articleId, number }: RevisionKey) => `${articleId}#${number}`;

const wanted = (keys: readonly RevisionKey[]) => sql`
  unnest(${keys.map(({ articleId }) => articleId)}::text[], ${keys.map(({ number }) => number)}::integer[])
    as wanted(article_id, number)`;

/** A revision, whoever may see it; null when there is none. */
export const revisionByKey = defineLoader<ContentContext, RevisionKey, RevisionRow | null>(
  async ({ em }, keys) => {
    const rows = await readRows(
      em,
      sql<RevisionRow>`
        select ${revisionColumns} from ${revisionTables}
        join ${wanted(keys)} on r.article_id = wanted.article_id and r.number = wanted.number`,
    );
    const byKey = new Map(rows.map((row) => [cacheKey({ articleId: row.id, number: row.revision }), row]));
    return keys.map((key) => byKey.get(cacheKey(key)) ?? null);
  },
  cacheKey,
);

interface EventRow extends RevisionKey {
  kind: ArticleEventKind;
  at: string;
  by: string | null;
  note: string | null;
}

/** What happened to a revision, the first first. */
export const eventsOfRevision = defineLoader<ContentContext, RevisionKey, ArticleEventType[]>(
  async ({ em }, keys) => {
    const rows = await readRows(
      em,
      sql<EventRow>`
        select e.article_id as "articleId", e.revision as number, e.kind, e.at, e.by_name as by, e.note
        from article_event e
        join ${wanted(keys)} on e.article_id = wanted.article_id and e.revision = wanted.number
        order by e.id`,
    );
    const byKey = Map.groupBy(rows, cacheKey);
    return keys.map((key) =>
      (byKey.get(cacheKey(key)) ?? []).map(({ kind, at, by, note }) => ({
        kind: ArticleEventKind[kind],
        at: new Date(at),
        by,
        note,
      })),
    );
  },
  cacheKey,
);

interface PageKey {
  articleId: string;
  first: number;
  /** Number of the revision after which to go on; null begins at the newest. */
  before: number | null;
}

/** Up to `first + 1` revisions of an article, the newest first. */
export const revisionPage = defineLoader<ContentContext, PageKey, RevisionRow[]>(
  async ({ em }, keys) => {
    const pages = JSON.stringify(keys.map((key, place) => ({ ...key, place })));
    const rows = await readRows(
      em,
      sql<RevisionRow & { place: number }>`
        select k.place, page.*
        from jsonb_to_recordset(${pages}::jsonb) as k(place integer, "articleId" text, first integer, before integer)
        cross join lateral (
          select ${revisionColumns} from ${revisionTables}
          where a.id = k."articleId" and (k.before is null or r.number < k.before)
          order by r.number desc limit k.first + 1
        ) page
        order by k.place, page.revision desc`,
    );
    const lists = keys.map((): RevisionRow[] => []);
    for (const row of rows) lists[row.place]?.push(row);
    return lists;
  },
  ({ articleId, first, before }) => `${articleId}#${first}#${before}`,
);

/** The revisions that the viewer, a therapist, is asked to review, those that wait longest first. */
export async function revisionsToReview({ em }: ContentContext, subject: string, first: number) {
  return readRows(
    em,
    sql<RevisionRow>`
      select ${revisionColumns} from ${revisionTables}
      where r.number = a.head_revision and r.stage = 'IN_REVIEW'
        and r.reviewer_therapist_id in (select id from therapist where is_public and owner_subject = ${subject})
      order by r.created_at, a.id limit ${first}`,
  );
}
