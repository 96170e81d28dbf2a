import { defineEntity, p } from '@mikro-orm/postgresql';

export type ArticleStatusName = 'DRAFT' | 'IN_REVIEW' | 'PUBLISHED' | 'ARCHIVED';

/** The identity of an article; what it says is in its revisions. */
const schema = defineEntity({
  name: 'Article',
  tableName: 'article',
  properties: {
    id: p.text().primary(),
    /** The present one; `ArticleSlug` has the former ones too. */
    slug: p.text(),
    status: p.text().$type<ArticleStatusName>(),
    /** Number of the newest revision, published or not. */
    headRevision: p.integer(),
    createdAt: p.datetime(),
    /** When it was or is to be first public; null for a draft without a date. */
    publishedAt: p.datetime().nullable(),
  },
});

export class Article extends schema.class {}
schema.setClass(Article);

/** Every slug an article has had. */
const slugSchema = defineEntity({
  name: 'ArticleSlug',
  tableName: 'article_slug',
  properties: {
    slug: p.text().primary(),
    articleId: p.text(),
  },
});

export class ArticleSlug extends slugSchema.class {}
slugSchema.setClass(ArticleSlug);
