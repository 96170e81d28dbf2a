import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { importArticles } from '../../subgraphs/content/article/article.import.ts';
import { describeProblem, parseArticleFile } from '../../subgraphs/content/article/front-matter.ts';
import { contentDatabase } from '../../subgraphs/content/mikro-orm.config.ts';
import { importCrisisLines } from '../../subgraphs/content/crisis-line/crisis-line.import.ts';
import { parseSelfTest } from '../../subgraphs/content/self-test/self-test.definition.ts';
import { importSelfTests } from '../../subgraphs/content/self-test/self-test.import.ts';
import { importServices } from '../../subgraphs/content/service/service.import.ts';
import { importTopics } from '../../subgraphs/content/topic/topic.import.ts';
import { openDatabase } from '../../subgraphs/shared/database.ts';
import type { IdType } from '../../subgraphs/shared/ids.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { parseCrisisLines, parseServices, parseTopics } from './content/demo-content.ts';
import { SeededRandom } from './seeded-random.ts';

/**
 * What every platform needs, the demonstration or not: whom to ring in a crisis, and the self tests. Running it again
 * brings what is there up to date.
 */
export async function loadReferenceContent(contentUrl: string): Promise<void> {
  const orm = openDatabase(contentDatabase, { url: contentUrl });
  try {
    await importReferenceContent(orm);
  } finally {
    await orm.close();
  }
}

async function importReferenceContent(orm: MikroORM, idOf?: (slug: string) => string): Promise<void> {
  const em = orm.em.fork();
  await importCrisisLines(em, parseCrisisLines(await data('crisis-lines.yaml')));
  await importSelfTests(em, await selfTests(), idOf);
}

/** Topics, articles, self tests, services and crisis lines, from the files beside this one and the self tests' own. */
export async function seedContent(orm: MikroORM, now: Date): Promise<void> {
  const random = new SeededRandom(1);
  const madeAt = new Date(now.getTime() - 300 * 86_400_000);
  const idOf = (type: IdType) => () => random.id(type, madeAt);
  const em = orm.em.fork();
  await importTopics(em, parseTopics(await data('topics.yaml')), idOf('Topic'));
  await importServices(em, parseServices(await data('services.yaml')), idOf('Service'));
  await importReferenceContent(orm, idOf('SelfTest'));
  const by = { subject: 'dev|demonstration', name: 'Rapport demonstration' };
  await importArticles(em, await articleFiles(), { now, by, idOf: idOf('Article') });
}

function data(name: string): Promise<string> {
  return readFile(projectPath('deploy', 'demo', 'content', name), 'utf8');
}

async function selfTests() {
  const texts = await textsIn(projectPath('subgraphs', 'content', 'self-test', 'data'), '.yaml');
  return texts.map(({ text }) => parseSelfTest(text));
}

async function articleFiles() {
  const texts = await textsIn(projectPath('deploy', 'demo', 'articles'), '.md');
  return texts.map(({ file, text }) => {
    const parsed = parseArticleFile(text);
    if ('article' in parsed) return parsed.article;
    throw new Error(parsed.problems.map((problem) => describeProblem(file, problem)).join('\n'));
  });
}

async function textsIn(folder: string, extension: string): Promise<{ file: string; text: string }[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(extension)).toSorted();
  return Promise.all(
    files.map(async (file) => ({ file, text: await readFile(path.join(folder, file), 'utf8') })),
  );
}
