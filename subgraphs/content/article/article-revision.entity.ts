import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import type { Concern } from '../../shared/vocabulary.ts';
import type { Block, Reference, Span, TableOfContentsEntry } from './markdown/blocks.ts';

/** How far a revision has come; the table in `revision.rules.ts` says what may follow what. */
export type RevisionStage = 'DRAFT' | 'IN_REVIEW' | 'APPROVED' | 'PUBLISHED';

/** Who wrote or reviewed an article. `therapistId` once a therapist's profile with the slug is known. */
export interface Byline {
  name: string;
  therapistSlug: string | null;
  therapistId: string | null;
}

/** One of the few points that say an article in short: its Markdown, and what came of it. */
export interface StoredPoint {
  markdown: string;
  spans: Span[];
  html: string;
}

/** What an article says at one time: what was written, and what was rendered of it when it was saved. */
const schema = defineEntity({
  name: 'ArticleRevision',
  tableName: 'article_revision',
  properties: {
    articleId: p.text().primary(),
    number: p.integer().primary(),
    stage: p.text().$type<RevisionStage>(),
    /** The time it is public, end excluded. */
    publishedFrom: p.datetime().nullable(),
    publishedUntil: p.datetime().nullable(),
    /** When what it says was last changed; an imported revision was saved here later. */
    updatedAt: p.datetime(),
    createdAt: p.datetime(),
    /** The token subject of who saved it. */
    createdBy: p.text(),
    createdByName: p.text().nullable(),
    /** What was changed, in the words of who changed it. */
    note: p.text().nullable(),
    /** The therapist who is asked to review it, or has. */
    reviewerTherapistId: p.text().nullable(),
    approvedAt: p.datetime().nullable(),
    title: p.text(),
    topicId: p.text(),
    heroImageUrl: p.text().nullable(),
    heroImageAlt: p.text().nullable(),
    author: p.json<Byline>().nullable(),
    reviewer: p.json<Byline>().nullable(),
    nutshell: p.json<StoredPoint[]>(),
    references: p.json<Reference[]>().fieldName('article_references'),
    concerns: p.array().$type<Concern[]>().columnType('text[]'),
    /** Ids of articles, in the order to show them. */
    essentialReading: p.array().$type<string[]>().columnType('text[]'),
    /** `YYYY-MM-DD`. */
    reviewDueOn: p.date().nullable(),
    markdown: p.text(),
    html: p.text(),
    blocks: p.json<Block[]>(),
    tableOfContents: p.json<TableOfContentsEntry[]>(),
    readingMinutes: p.integer(),
    /** The words of the points and of the text, which search goes by. */
    pointsText: p.text(),
    bodyText: p.text(),
  },
});

export class ArticleRevision extends schema.class {
  declare [PrimaryKeyProp]: ['articleId', 'number'];
}
schema.setClass(ArticleRevision);
