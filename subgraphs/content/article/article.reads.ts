import { sql, type RawBuilder } from 'kysely';
import { hasRole, type Viewer } from '../../shared/viewer.ts';
import type { Concern } from '../../shared/vocabulary.ts';
import type { ContentContext } from '../content.ts';
import type { ArticleStatusName } from './article.entity.ts';
import type { Byline, RevisionStage, StoredPoint } from './article-revision.entity.ts';
import type { Block, Reference, TableOfContentsEntry } from './markdown/blocks.ts';

/** An article as one viewer sees it: its identity and the revision that is theirs to read. */
export interface ArticleRow {
  id: string;
  slug: string;
  status: ArticleStatusName;
  /** Instants are as PostgreSQL writes them. */
  publishedAt: string | null;
  createdAt: string;
  /** Number of the revision that is shown, and of the newest. */
  revision: number;
  headRevision: number;
  stage: RevisionStage;
  updatedAt: string;
  /** When its clinical reviewer approved the revision here; null for an imported one. */
  approvedAt: string | null;
  title: string;
  topicId: string;
  topicSlug: string;
  topicName: string;
  topicSummary: string;
  heroImageUrl: string | null;
  heroImageAlt: string | null;
  author: Byline | null;
  reviewer: Byline | null;
  nutshell: StoredPoint[];
  concerns: Concern[];
  essentialReading: string[];
  reviewDueOn: string | null;
  readingMinutes: number;
  /** Read with the row where it is sure to be wanted; elsewhere a loader fetches it when it is. */
  text?: ArticleText;
}

/** The long part of a revision. */
export interface ArticleText {
  references: Reference[];
  markdown: string;
  html: string;
  blocks: Block[];
  tableOfContents: TableOfContentsEntry[];
}

/** Editors and admins see what is not published; nobody else does, on any path. */
export function seesUnpublished(viewer: Viewer | null): boolean {
  return hasRole(viewer, 'editor') || hasRole(viewer, 'admin');
}

/** Columns of ArticleRow, for the tables that `articleTables` names. */
export const articleColumns = sql`
  a.id, a.slug, a.published_at as "publishedAt", a.status, a.created_at as "createdAt",
  r.number as revision, a.head_revision as "headRevision", r.stage, r.updated_at as "updatedAt", r.approved_at as "approvedAt",
  r.title, t.id as "topicId", t.slug as "topicSlug", t.name as "topicName",
  t.summary as "topicSummary", r.hero_image_url as "heroImageUrl", r.hero_image_alt as "heroImageAlt", r.author,
  r.reviewer, r.nutshell, r.concerns, r.essential_reading as "essentialReading",
  r.review_due_on::text as "reviewDueOn", r.reading_minutes as "readingMinutes"`;

/** Columns of ArticleText. */
export const textColumns = sql`
  r.article_references as "references", r.markdown, r.html, r.blocks, r.table_of_contents as "tableOfContents"`;

/**
 * Every article (`a`) with the revision (`r`) that the viewer may read at this moment, and its topic (`t`). Articles that
 * are not theirs to see are not there: every read of articles goes through here.
 */
export function articleTables(context: Pick<ContentContext, 'viewer' | 'now'>): RawBuilder<unknown> {
  const isPublic = (revision: RawBuilder<unknown>) => sql`
    a.status = 'PUBLISHED' and ${revision}.published_from <= ${context.now}
      and (${revision}.published_until is null or ${revision}.published_until > ${context.now})`;
  const shown = seesUnpublished(context.viewer)
    ? sql`r.number = coalesce(
        (select p.number from article_revision p where p.article_id = a.id and ${isPublic(sql`p`)}), a.head_revision)`
    : isPublic(sql`r`);
  return sql`article a join article_revision r on r.article_id = a.id and ${shown} join topic t on t.id = r.topic_id`;
}
