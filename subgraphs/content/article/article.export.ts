import type { EntityManager } from '@mikro-orm/postgresql';
import { Topic } from '../topic/topic.entity.ts';
import { Article } from './article.entity.ts';
import type { ArticleFile, Contributor } from './article-file.ts';
import { ArticleRevision, type Byline } from './article-revision.entity.ts';

/**
 * Articles as files, by id: the newest revision that is or is to be public, and of an article that has none the newest of
 * all. A draft on top of a public revision is not in the file.
 */
export async function articleFilesOf(
  em: EntityManager,
  articles: readonly Article[],
): Promise<Map<string, ArticleFile>> {
  const revisions = await shownRevisions(em, articles);
  const topics = await em.find(Topic, { id: revisions.map(({ topicId }) => topicId) });
  const near = await em.find(Article, { id: revisions.flatMap(({ essentialReading }) => essentialReading) });
  const topicSlugs = new Map(topics.map(({ id, slug }) => [id, slug]));
  const articleSlugs = new Map(near.map(({ id, slug }) => [id, slug]));
  const byArticle = new Map(revisions.map((revision) => [revision.articleId, revision]));
  const files = articles.flatMap((article): [string, ArticleFile][] => {
    const revision = byArticle.get(article.id);
    return revision ? [[article.id, toFile(article, revision, topicSlugs, articleSlugs)]] : [];
  });
  return new Map(files);
}

async function shownRevisions(em: EntityManager, articles: readonly Article[]): Promise<ArticleRevision[]> {
  const ofPublished = articles.filter(({ status }) => status === 'PUBLISHED').map(({ id }) => id);
  const heads = articles
    .filter(({ status }) => status !== 'PUBLISHED')
    .map(({ id, headRevision }) => ({ articleId: id, number: headRevision }));
  return em.find(ArticleRevision, {
    $or: [{ articleId: ofPublished, publishedFrom: { $ne: null }, publishedUntil: null }, ...heads],
  });
}

function toFile(
  { slug, status, publishedAt }: Article,
  revision: ArticleRevision,
  topicSlugs: ReadonlyMap<string, string>,
  articleSlugs: ReadonlyMap<string, string>,
): ArticleFile {
  return {
    slug,
    title: revision.title,
    topic: topicSlugs.get(revision.topicId)!,
    status,
    heroImage: revision.heroImageUrl
      ? { url: revision.heroImageUrl, alt: revision.heroImageAlt ?? '' }
      : null,
    author: toContributor(revision.author),
    reviewer: toContributor(revision.reviewer),
    nutshell: revision.nutshell.map(({ markdown }) => markdown),
    references: revision.references,
    concerns: revision.concerns,
    essentialReading: revision.essentialReading.flatMap((id) => articleSlugs.get(id) ?? []),
    publishedAt: publishedAt ?? null,
    updatedAt: revision.updatedAt,
    reviewDueOn: revision.reviewDueOn ?? null,
    body: revision.markdown,
  };
}

function toContributor(byline: Byline | null | undefined): Contributor | null {
  return byline ? { name: byline.name, therapist: byline.therapistSlug } : null;
}
