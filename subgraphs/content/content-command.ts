import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { openDatabase } from '../shared/database.ts';
import { SettingsError } from '../shared/env.ts';
import { articleFilesOf } from './article/article.export.ts';
import { Article, ArticleSlug } from './article/article.entity.ts';
import { locate, readArticleFolder } from './article/article-folder.ts';
import { importArticles, ImportRefused, type ImportReport } from './article/article.import.ts';
import { printArticleFile } from './article/front-matter.ts';
import { contentDatabase } from './mikro-orm.config.ts';
import { printTopicFile, topicFileName } from './topic/topic-file.ts';
import { Topic } from './topic/topic.entity.ts';
import { importTopics } from './topic/topic.import.ts';

export const contentUsage = 'Usage: npm run content -- import DIR | export DIR';

/** Whom the revisions that a folder brings name as having saved them. */
const importer = { subject: 'npm run content', name: null };

interface Command {
  /** `['import', DIR]` or `['export', DIR]`. */
  args: readonly string[];
  /** PostgreSQL URL of the content subgraph's own role. */
  databaseUrl: string;
  now: Date;
  /** Takes lines of what was done. */
  say: (line: string) => void;
}

/** Carries a folder of Markdown files into the library, or the library into a folder. Throws SettingsError. */
export async function runContentCommand({ args, databaseUrl, now, say }: Command): Promise<void> {
  const [action, folder, ...rest] = args;
  if (folder === undefined || rest.length > 0 || (action !== 'import' && action !== 'export')) {
    throw new SettingsError(contentUsage);
  }
  const orm = openDatabase(contentDatabase, { url: databaseUrl, poolSize: 2 });
  try {
    if (action === 'import') await importFolder(orm.em.fork(), folder, now, say);
    else await exportFolder(orm.em.fork(), folder, say);
  } finally {
    await orm.close();
  }
}

/** All or nothing: with anything wrong in any file, every problem is told and nothing is changed. */
async function importFolder(
  em: EntityManager,
  folder: string,
  now: Date,
  say: Command['say'],
): Promise<void> {
  const { files, topics, problems } = await readArticleFolder(folder).catch((error: unknown) => {
    throw new SettingsError(`${folder} cannot be read: ${(error as Error).message}`);
  });
  if (problems.length > 0) throw refused(folder, problems);
  const articles = files.map(({ article }) => article);
  try {
    const report = await em.transactional(async (tx) => {
      if (topics !== null) await importTopics(tx, topics);
      return importArticles(tx, articles, { now, by: importer });
    });
    tell(report, say);
  } catch (error) {
    if (error instanceof ImportRefused) throw refused(folder, locate(error.problems, files));
    throw error;
  }
}

function refused(folder: string, problems: readonly string[]): SettingsError {
  return new SettingsError(
    [...problems.map((problem) => path.join(folder, problem)), 'Nothing was imported.'].join('\n'),
  );
}

function tell({ created, updated, unchanged }: ImportReport, say: Command['say']): void {
  for (const slug of created) say(`new      ${slug}`);
  for (const slug of updated) say(`changed  ${slug}`);
  say(`${created.length} new, ${updated.length} changed, ${unchanged.length} as they were.`);
}

/** Writes every article and the topics; files that are the same already stay untouched. */
async function exportFolder(em: EntityManager, folder: string, say: Command['say']): Promise<void> {
  await mkdir(folder, { recursive: true });
  const articles = await em.find(Article, {}, { orderBy: { slug: 'asc' } });
  const files = await articleFilesOf(em, articles);
  const topics = await em.find(Topic, {}, { orderBy: { position: 'asc', id: 'asc' } });
  const texts = new Map([[topicFileName, printTopicFile(topics)]]);
  for (const file of files.values()) texts.set(`${file.slug}.md`, printArticleFile(file));
  let written = 0;
  for (const [name, text] of texts) {
    const file = path.join(folder, name);
    if ((await readFile(file, 'utf8').catch(() => null)) === text) continue;
    await writeFile(file, text);
    written += 1;
  }
  const gone = await removeFormer(em, folder, texts);
  say(`${written} written, ${texts.size - written} as they were, ${gone} under former slugs removed.`);
}

/** A file that an earlier export wrote under a slug that its article no longer has would not import again. */
async function removeFormer(
  em: EntityManager,
  folder: string,
  present: ReadonlyMap<string, string>,
): Promise<number> {
  const slugs = await em.find(ArticleSlug, {});
  const former = slugs.map(({ slug }) => `${slug}.md`).filter((name) => !present.has(name));
  const removed = await Promise.all(
    former.map((name) =>
      rm(path.join(folder, name)).then(
        () => 1,
        () => 0,
      ),
    ),
  );
  return removed.reduce<number>((sum, count) => sum + count, 0);
}
