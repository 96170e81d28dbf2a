import type { Article } from './article.entity.ts';
import type { ArticleRevision } from './article-revision.entity.ts';
import { giveWay, withoutSchedule, type Publication } from './publication.rules.ts';

/**
 * Makes a revision the public one from a moment on, instead of whatever is public then or is scheduled. `published` are
 * the article's revisions that have been or are to be public, this one among them or not.
 */
export function publishRevision(
  article: Article,
  revision: ArticleRevision,
  published: readonly ArticleRevision[],
  from: Date,
  now: Date,
): void {
  const wasPublic = published.some(({ publishedFrom }) => publishedFrom && publishedFrom <= now);
  if (!wasPublic || article.publishedAt === null) article.publishedAt = from;
  const others = published.filter((other) => other !== revision);
  for (const other of others) become(other, giveWay(withoutSchedule(other, now), from));
  become(revision, { publishedFrom: from, publishedUntil: null });
  article.status = 'PUBLISHED';
}

/** Takes back what is scheduled; what is public stays so. Answers whether anything is. */
export function unschedule(published: readonly ArticleRevision[], now: Date): boolean {
  for (const revision of published) become(revision, withoutSchedule(revision, now));
  return published.some(({ publishedFrom, publishedUntil }) => publishedFrom && !publishedUntil);
}

/** From now on none of these is public. */
export function endPublication(published: readonly ArticleRevision[], now: Date): void {
  for (const revision of published) become(revision, giveWay(revision, now));
}

function become(revision: ArticleRevision, { publishedFrom, publishedUntil }: Publication): void {
  revision.publishedFrom = publishedFrom;
  revision.publishedUntil = publishedUntil;
  // What is no longer due was approved, or it would not have been due.
  revision.stage = publishedFrom ? 'PUBLISHED' : 'APPROVED';
}
