import { isDeepStrictEqual } from 'node:util';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../shared/ids.ts';
import { KnownTherapist } from '../therapist/therapist.entity.ts';
import { Topic } from '../topic/topic.entity.ts';
import { articleFilesOf } from './article.export.ts';
import { Article, ArticleSlug } from './article.entity.ts';
import type { ArticleFile } from './article-file.ts';
import { ArticleRevision } from './article-revision.entity.ts';
import { addRevision, recordEvent, toByline, type ArticleContent, type Author } from './article.store.ts';
import { endPublication, publishRevision } from './publish-article.ts';

export interface ImportOptions {
  now: Date;
  /** Whom the revisions name as having saved them. */
  by: Author;
  /** The id of a new article; a new TypeID when not given. */
  idOf?: (slug: string) => string;
}

export interface ImportReport {
  created: string[];
  updated: string[];
  unchanged: string[];
}

/** What keeps an article from being imported. */
export interface ImportProblem {
  /** Place of the file in the list that was given. */
  file: number;
  slug: string;
  /** The value at fault in its front matter. */
  path: (string | number)[];
  message: string;
}

export class ImportRefused extends Error {
  readonly problems: readonly ImportProblem[];

  constructor(problems: readonly ImportProblem[]) {
    super(problems.map(({ slug, message }) => `${slug}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * Makes the articles be as the files say, all or none. What is already so stays untouched, so importing twice changes
 * nothing; what differs becomes a new revision, published at once when the file says so. Articles without a file stay.
 * Throws ImportRefused.
 */
export async function importArticles(
  em: EntityManager,
  files: readonly ArticleFile[],
  options: ImportOptions,
): Promise<ImportReport> {
  return em.transactional(async (tx) => {
    const world = await readWorld(tx, files);
    const problems = problemsOf(files, world);
    if (problems.length > 0) throw new ImportRefused(problems);
    const report: ImportReport = { created: [], updated: [], unchanged: [] };
    const present = await articleFilesOf(tx, [...world.articles.values()]);
    for (const { slug } of files.filter((file) => !world.articles.has(file.slug))) {
      begin(tx, slug, world, options);
      report.created.push(slug);
    }
    for (const file of files) {
      const article = world.articles.get(file.slug)!;
      if (isDeepStrictEqual(present.get(article.id), withPresentSlugs(file, world))) {
        report.unchanged.push(file.slug);
        continue;
      }
      if (article.headRevision > 0) report.updated.push(file.slug);
      apply(tx, article, file, world, options);
    }
    return report;
  });
}

interface World {
  /** By present slug. */
  articles: Map<string, Article>;
  /** Article ids by every slug, former ones too. */
  articleIds: Map<string, string>;
  /** The present slugs of the articles that have been there before, by id. */
  presentSlugs: Map<string, string>;
  topicIds: Map<string, string>;
  therapistIds: Map<string, string>;
  /** The revisions of the articles that have been or are to be public, by article id. */
  published: Map<string, ArticleRevision[]>;
}

async function readWorld(em: EntityManager, files: readonly ArticleFile[]): Promise<World> {
  const slugs = files.flatMap((file) => [file.slug, ...file.essentialReading]);
  const signers = files.flatMap(({ author, reviewer }) => [
    author?.therapist ?? [],
    reviewer?.therapist ?? [],
  ]);
  const taken = await em.find(ArticleSlug, { slug: slugs });
  // Whoever is saving one of them is waited for, in one order, so that nobody waits in a circle.
  const articles = await em.find(
    Article,
    { slug: files.map(({ slug }) => slug) },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  const known = await em.find(Article, { id: taken.map(({ articleId }) => articleId) }, { fields: ['slug'] });
  const topics = await em.find(Topic, { slug: files.map(({ topic }) => topic) });
  const therapists = await em.find(KnownTherapist, { slug: signers.flat() }, { orderBy: { version: 'asc' } });
  const published = await em.find(ArticleRevision, {
    articleId: articles.map(({ id }) => id),
    publishedFrom: { $ne: null },
  });
  return {
    articles: new Map(articles.map((article) => [article.slug, article])),
    articleIds: new Map(taken.map(({ slug, articleId }) => [slug, articleId])),
    presentSlugs: new Map(known.map(({ id, slug }) => [id, slug])),
    topicIds: new Map(topics.map(({ slug, id }) => [slug, id])),
    therapistIds: new Map(therapists.map(({ slug, id }) => [slug, id])),
    published: Map.groupBy(published, ({ articleId }) => articleId),
  };
}

function problemsOf(files: readonly ArticleFile[], world: World): ImportProblem[] {
  const slugs = files.map(({ slug }) => slug);
  return files.flatMap(({ slug, topic, essentialReading }, index) => {
    const problems: ImportProblem[] = [];
    const fail = (path: (string | number)[], message: string) =>
      problems.push({ file: index, slug, path, message });
    if (slugs.indexOf(slug) < index) fail(['slug'], `Another file has the slug "${slug}" too.`);
    if (world.articleIds.has(slug) && !world.articles.has(slug))
      fail(['slug'], `"${slug}" is a former slug of an article that has another now.`);
    if (!world.topicIds.has(topic)) fail(['topic'], `There is no topic "${topic}".`);
    for (const [place, other] of essentialReading.entries()) {
      if (!world.articleIds.has(other) && !slugs.includes(other))
        fail(['essentialReading', place], `There is no article "${other}".`);
      const present = presentSlug(other, world);
      if (present === other) continue;
      if (present === slug)
        fail(['essentialReading', place], `"${other}" is the article itself, under a former slug.`);
      else if (essentialReading.includes(present))
        fail(['essentialReading', place], `"${present}" is there twice, under a former slug.`);
    }
    return problems;
  });
}

/** What the article that has or had a slug is called now. */
function presentSlug(slug: string, { articleIds, presentSlugs }: World): string {
  return presentSlugs.get(articleIds.get(slug) ?? '') ?? slug;
}

/** Articles keep their further reading by id, so a former slug in a file says the same as the present one. */
function withPresentSlugs(file: ArticleFile, world: World): ArticleFile {
  return { ...file, essentialReading: file.essentialReading.map((slug) => presentSlug(slug, world)) };
}

/** The identity of a new article, before any revision: all are there before essential reading refers to them. */
function begin(em: EntityManager, slug: string, world: World, { now, idOf }: ImportOptions): void {
  const id = idOf?.(slug) ?? newId('Article');
  const article = em.create(Article, {
    id,
    slug,
    status: 'DRAFT',
    headRevision: 0,
    createdAt: now,
    publishedAt: null,
  });
  em.create(ArticleSlug, { slug, articleId: id });
  world.articles.set(slug, article);
  world.articleIds.set(slug, id);
}

function apply(
  em: EntityManager,
  article: Article,
  file: ArticleFile,
  world: World,
  { now, by }: ImportOptions,
): void {
  const isNew = article.headRevision === 0;
  const revision = addRevision(em, article, contentOf(file, world), { by, now, updatedAt: file.updatedAt });
  recordEvent(em, revision, 'IMPORTED', { by, now });
  const published = world.published.get(article.id) ?? [];
  article.status = file.status;
  article.publishedAt = file.publishedAt;
  if (file.status === 'PUBLISHED' && file.publishedAt !== null) {
    // What was public until now was so in its own words: only a first publication may lie in the past.
    const from = isNew || file.publishedAt > now ? file.publishedAt : now;
    publishRevision(article, revision, published, from, now);
    // The first publication is the file's to tell, whatever was public in between.
    article.publishedAt = file.publishedAt;
    return;
  }
  endPublication(published, now);
  if (file.status === 'IN_REVIEW') revision.stage = 'IN_REVIEW';
}

function contentOf(file: ArticleFile, world: World): ArticleContent {
  const { title, heroImage, nutshell, references, concerns, reviewDueOn, body } = file;
  return {
    title,
    heroImage,
    nutshell,
    references,
    concerns,
    reviewDueOn,
    body,
    topicId: world.topicIds.get(file.topic)!,
    essentialReading: file.essentialReading.map((slug) => world.articleIds.get(slug)!),
    author: toByline(file.author, world.therapistIds),
    reviewer: toByline(file.reviewer, world.therapistIds),
  };
}
