import { sql } from 'kysely';
import { articleColumns, type ArticleRow } from '../article/article.reads.ts';

/** A revision with its article, whoever may see it: callers decide that. Instants are as PostgreSQL writes them. */
export interface RevisionRow extends ArticleRow {
  savedAt: string;
  savedByName: string | null;
  note: string | null;
  publishedFrom: string | null;
  publishedUntil: string | null;
  reviewerTherapistId: string | null;
}

/** Columns of RevisionRow, for the tables that `revisionTables` names. */
export const revisionColumns = sql`
  ${articleColumns}, r.created_at as "savedAt", r.created_by_name as "savedByName", r.note,
  r.published_from as "publishedFrom", r.published_until as "publishedUntil",
  r.reviewer_therapist_id as "reviewerTherapistId"`;

/** Every revision (`r`) of every article (`a`), with its topic (`t`). */
export const revisionTables = sql`
  article a join article_revision r on r.article_id = a.id join topic t on t.id = r.topic_id`;
