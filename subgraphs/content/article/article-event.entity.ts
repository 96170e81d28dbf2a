import { defineEntity, p } from '@mikro-orm/postgresql';

export const articleEventKinds = [
  'SAVED',
  'IMPORTED',
  'RESTORED',
  'SUBMITTED',
  'CHANGES_REQUESTED',
  'APPROVED',
  'PUBLISHED',
  'SCHEDULED',
  'UNSCHEDULED',
  'ARCHIVED',
  'SLUG_CHANGED',
] as const;

export type ArticleEventKindName = (typeof articleEventKinds)[number];

/** What happened to a revision, by whom and when. */
const schema = defineEntity({
  name: 'ArticleEvent',
  tableName: 'article_event',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    articleId: p.text(),
    revision: p.integer(),
    kind: p.text().$type<ArticleEventKindName>(),
    at: p.datetime(),
    bySubject: p.text(),
    byName: p.text().nullable(),
    note: p.text().nullable(),
  },
});

export class ArticleEvent extends schema.class {}
schema.setClass(ArticleEvent);
