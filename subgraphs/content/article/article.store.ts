import type { EntityManager } from '@mikro-orm/postgresql';
import type { Article } from './article.entity.ts';
import { ArticleEvent, type ArticleEventKindName } from './article-event.entity.ts';
import type { ArticleFile, Contributor } from './article-file.ts';
import { ArticleRevision, type Byline } from './article-revision.entity.ts';
import { parseInline, renderMarkdown } from './markdown/render.ts';
import { plainLine, plainText } from './plain-text.rules.ts';

/** What an article says, as it is written: an article file without what concerns its publication. */
export type ArticleContent = Omit<
  ArticleFile,
  'slug' | 'topic' | 'status' | 'essentialReading' | 'publishedAt' | 'updatedAt' | 'author' | 'reviewer'
> & {
  topicId: string;
  /** Ids of articles. */
  essentialReading: string[];
  author: Byline | null;
  reviewer: Byline | null;
};

export interface Author {
  subject: string;
  name: string | null;
}

/** The columns of a revision that come of what is written, rendered here and never again. */
export function renderRevision(content: ArticleContent) {
  const { body, references, nutshell, heroImage, ...rest } = content;
  const { blocks, html, tableOfContents, readingMinutes } = renderMarkdown(body, { references });
  const points = nutshell.map((markdown) => {
    const { spans, html } = parseInline(markdown, references);
    return { markdown, spans, html };
  });
  return {
    title: rest.title,
    topicId: rest.topicId,
    heroImageUrl: heroImage?.url ?? null,
    heroImageAlt: heroImage?.alt ?? null,
    author: rest.author,
    reviewer: rest.reviewer,
    nutshell: points,
    pointsText: points.map(({ spans }) => plainLine(spans)).join('\n'),
    references: [...references],
    concerns: rest.concerns,
    essentialReading: rest.essentialReading,
    reviewDueOn: rest.reviewDueOn,
    markdown: body,
    html,
    blocks,
    tableOfContents,
    bodyText: plainText(blocks),
    readingMinutes,
  };
}

/** Adds the next revision, a draft, on top of the article's newest. */
export function addRevision(
  em: EntityManager,
  article: Article,
  content: ArticleContent,
  saved: { by: Author; now: Date; updatedAt: Date; note?: string | null },
): ArticleRevision {
  article.headRevision += 1;
  return em.create(ArticleRevision, {
    articleId: article.id,
    number: article.headRevision,
    stage: 'DRAFT',
    publishedFrom: null,
    publishedUntil: null,
    createdAt: saved.now,
    createdBy: saved.by.subject,
    createdByName: saved.by.name,
    updatedAt: saved.updatedAt,
    note: saved.note ?? null,
    ...renderRevision(content),
  });
}

/** Notes what happened to a revision. */
export function recordEvent(
  em: EntityManager,
  { articleId, number }: Pick<ArticleRevision, 'articleId' | 'number'>,
  kind: ArticleEventKindName,
  { by, now, note = null }: { by: Author; now: Date; note?: string | null },
): void {
  em.create(ArticleEvent, {
    articleId,
    revision: number,
    kind,
    at: now,
    bySubject: by.subject,
    byName: by.name,
    note,
  });
}

/** Who signs, tied to a therapist of the platform where one is known by the slug; later ones are tied when they are. */
export function toByline(
  contributor: Contributor | null,
  therapistIds: ReadonlyMap<string, string>,
): Byline | null {
  if (contributor === null) return null;
  const { name, therapist } = contributor;
  const therapistId = therapist === null ? null : (therapistIds.get(therapist) ?? null);
  return { name, therapistSlug: therapist, therapistId };
}
