import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { Article, ArticleSlug } from '../article/article.entity.ts';
import { ArticleRevision } from '../article/article-revision.entity.ts';
import { addRevision, recordEvent, type Author } from '../article/article.store.ts';
import type { ArticleContentInput } from './editorial.input.ts';
import { contentOf, toContent } from './editorial-content.ts';
import type { EditorialOutcome } from './editorial-outcomes.ts';
import { statusFor } from './revision.rules.ts';

/** Who does something, and when. */
export interface Doing {
  by: Author;
  now: Date;
}

export interface NewArticle {
  slug: string;
  content: ArticleContentInput;
  note: string | null;
}

export async function createArticle(
  em: EntityManager,
  { slug, content, note }: NewArticle,
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const written = await toContent(em, content);
  const id = newId('Article');
  await takeSlug(em, id, requireSlug(slug));
  const article = em.create(Article, {
    id,
    slug,
    status: 'DRAFT',
    headRevision: 0,
    createdAt: now,
    publishedAt: null,
  });
  const revision = addRevision(em, article, written, { by, now, updatedAt: now, note });
  recordEvent(em, revision, 'SAVED', { by, now, note });
  return success(revision);
}

interface Draft {
  articleId: string;
  expectedRevision: number;
  content: ArticleContentInput;
  note: string | null;
}

/** Saves a new revision on top of the one that the editor had before them. What is public stays as it is. */
export async function saveDraft(
  em: EntityManager,
  { articleId, expectedRevision, content, note }: Draft,
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const article = await lockArticle(em, articleId);
  requireNewest(article, expectedRevision);
  const written = await toContent(em, content);
  if (written.essentialReading.includes(articleId)) {
    throw badInput('An article is not its own further reading.', 'content.essentialReadingIds');
  }
  const revision = addRevision(em, article, written, { by, now, updatedAt: now, note });
  article.status = statusFor(article.status, revision.stage);
  recordEvent(em, revision, 'SAVED', { by, now, note });
  return success(revision);
}

/** Makes what an earlier revision said the newest draft; that revision itself stays as it is. */
export async function restoreRevision(
  em: EntityManager,
  wish: { articleId: string; expectedRevision: number; number: number },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const article = await lockArticle(em, wish.articleId);
  requireNewest(article, wish.expectedRevision);
  const earlier = await em.findOne(ArticleRevision, { articleId: article.id, number: wish.number });
  if (earlier === null) throw notFound(`Revision ${wish.number}`);
  const note = `Restored from revision ${wish.number}.`;
  const revision = addRevision(em, article, contentOf(earlier), { by, now, updatedAt: now, note });
  article.status = statusFor(article.status, revision.stage);
  recordEvent(em, revision, 'RESTORED', { by, now, note });
  return success(revision);
}

/** Gives an article another address at once; the old one keeps leading to it. */
export async function changeSlug(
  em: EntityManager,
  { articleId, slug }: { articleId: string; slug: string },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const article = await lockArticle(em, articleId);
  await takeSlug(em, articleId, requireSlug(slug));
  const note = `${article.slug} → ${slug}`;
  article.slug = slug;
  const revision = { articleId, number: article.headRevision };
  recordEvent(em, revision, 'SLUG_CHANGED', { by, now, note });
  return success(revision);
}

/** The article, kept from others until the transaction ends; NOT_FOUND when there is none. */
export async function lockArticle(em: EntityManager, articleId: string): Promise<Article> {
  const article = await em.findOne(Article, { id: articleId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (article === null) throw notFound('The article');
  return article;
}

/** Refuses with RevisionConflict when somebody has saved since. */
export function requireNewest({ id, headRevision }: Article, expected: number): void {
  if (headRevision === expected) return;
  throw new Refusal({
    type: 'RevisionConflict',
    articleId: id,
    newest: headRevision,
  } satisfies EditorialOutcome);
}

export function success({
  articleId,
  number,
}: Pick<ArticleRevision, 'articleId' | 'number'>): EditorialOutcome {
  return { type: 'ArticleSuccess', articleId, revision: number };
}

/** A slug that the article had before is its own to take up again; another's is refused with ArticleSlugTaken. */
async function takeSlug(em: EntityManager, articleId: string, slug: string): Promise<void> {
  // Waits for whoever takes the same slug at this moment, so that the database judges between them.
  const taken = await readRows(
    em,
    sql`insert into article_slug (slug, article_id) values (${slug}, ${articleId}) on conflict do nothing returning slug`,
  );
  if (taken.length > 0) return;
  const { articleId: owner } = await em.findOneOrFail(ArticleSlug, { slug });
  if (owner === articleId) return;
  throw new Refusal({ type: 'ArticleSlugTaken', articleId: owner } satisfies EditorialOutcome);
}

function requireSlug(slug: string): string {
  if (slug.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return slug;
  throw badInput('slug must be lower-case words joined by hyphens, at most 100 characters.', 'slug');
}
