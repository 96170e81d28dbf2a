import type { ContentContext } from '../content.ts';
import { referenceUrl } from './article-file.ts';
import type { ArticleRow, ArticleText } from './article.reads.ts';
import type { ArticleBodyType } from './article-body.type.ts';
import {
  ArticleStatus,
  type ArticleReferenceType,
  type ArticleType,
  type NutshellPointType,
} from './article.type.ts';
import type { StoredPoint } from './article-revision.entity.ts';
import { plainLine } from './plain-text.rules.ts';
import { absoluteUrl, withAbsoluteImages, withAbsoluteImageBlocks } from './image-address.rules.ts';

/** An article in its public shape; `row` is what its fields that cost a read go by. */
export interface ArticleView extends ArticleType {
  row: ArticleRow;
}

export function toArticle(row: ArticleRow, { settings }: Pick<ContentContext, 'settings'>): ArticleView {
  return {
    row,
    id: row.id,
    slug: row.slug,
    status: ArticleStatus[row.status],
    title: row.title,
    topic: { id: row.topicId, slug: row.topicSlug, name: row.topicName, summary: row.topicSummary },
    heroImage:
      row.heroImageUrl === null || row.heroImageAlt === null
        ? null
        : { url: absoluteUrl(row.heroImageUrl, settings.publicUrl), alt: row.heroImageAlt },
    concerns: row.concerns,
    readingMinutes: row.readingMinutes,
    publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt),
    updatedAt: new Date(row.updatedAt),
    reviewDueOn: row.reviewDueOn,
  };
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
