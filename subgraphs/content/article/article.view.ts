import type { ContentContext } from '../content.ts';
import { referenceUrl } from './article-file.ts';
import type { ArticleRow, ArticleText } from './article.reads.ts';
import type { ArticleBodyType } from './article-body.type.ts';
import type { ArticleContentType, ArticleReferenceType, NutshellPointType } from './article-content.type.ts';
import { ArticleStatus, type ArticleType } from './article.type.ts';
import type { StoredPoint } from './article-revision.entity.ts';
import { plainLine } from './plain-text.rules.ts';
import { absoluteUrl, withAbsoluteImages, withAbsoluteImageBlocks } from './image-address.rules.ts';

/** What an article says, in its public shape; `row` is what its fields that cost a read go by. */
export interface ArticleContentView extends ArticleContentType {
  row: ArticleRow;
}

export type ArticleView = ArticleType & ArticleContentView;

export function toArticle(row: ArticleRow, context: Pick<ContentContext, 'settings'>): ArticleView {
  return {
    ...toContent(row, context),
    id: row.id,
    slug: row.slug,
    status: ArticleStatus[row.status],
    publishedAt: instant(row.publishedAt),
  };
}

export function toContent(
  row: ArticleRow,
  { settings }: Pick<ContentContext, 'settings'>,
): ArticleContentView {
  return {
    row,
    title: row.title,
    topic: { id: row.topicId, slug: row.topicSlug, name: row.topicName, summary: row.topicSummary },
    heroImage:
      row.heroImageUrl === null || row.heroImageAlt === null
        ? null
        : { url: absoluteUrl(row.heroImageUrl, settings.publicUrl), alt: row.heroImageAlt },
    concerns: row.concerns,
    readingMinutes: row.readingMinutes,
    updatedAt: new Date(row.updatedAt),
    reviewDueOn: row.reviewDueOn,
  };
}

/** An instant from what PostgreSQL writes. */
export function instant(text: string): Date;
export function instant(text: string | null): Date | null;
export function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

export function toBody(text: ArticleText, { settings }: Pick<ContentContext, 'settings'>): ArticleBodyType {
  return {
    markdown: text.markdown,
    html: withAbsoluteImages(text.html, settings.publicUrl),
    blocks: withAbsoluteImageBlocks(text.blocks, settings.publicUrl),
  };
}

export function toReferences(text: ArticleText): ArticleReferenceType[] {
  return text.references.map((reference, index) => ({
    number: index + 1,
    citation: reference.citation,
    doi: reference.doi,
    url: referenceUrl(reference),
  }));
}

export function toNutshellPoint({ spans, html }: StoredPoint): NutshellPointType {
  return {
    text: plainLine(spans),
    html,
    spans,
    citations: spans.flatMap(({ citation }) => citation ?? []),
  };
}
