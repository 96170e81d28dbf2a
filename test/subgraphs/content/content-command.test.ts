import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openContent } from '../../../subgraphs/content/content.ts';
import { runContentCommand } from '../../../subgraphs/content/content-command.ts';
import { parseTopicFile } from '../../../subgraphs/content/topic/topic-file.ts';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';
import type { Subgraph } from '../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../support/database.ts';
import { askOf, testSettings } from '../../support/subgraph.ts';
import { articleFile, importFiles, noon } from './article/article.fixtures.ts';

let databaseUrl: string;
let content: Subgraph | undefined;
const folders: string[] = [];
let said: string[] = [];

const open = async () => {
  await content?.close();
  databaseUrl = (await createTestDatabase()).content;
  content = openContent(testSettings(databaseUrl, { clock: () => noon }));
};

beforeEach(open);

afterAll(async () => {
  await content?.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rapport-content-'));
  folders.push(folder);
  return folder;
}

const run = async (...args: string[]) => {
  said = [];
  await runContentCommand({ args, databaseUrl, now: noon, say: (line) => said.push(line) });
};

const filesIn = async (folder: string) => {
  const names = (await readdir(folder)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
};

const everything = async () => {
  const em = content!.orm.em.fork();
  const tables = ['topic', 'article', 'article_slug', 'article_revision', 'article_event'];
  const rows = await Promise.all(
    tables.map((table) => em.execute<object[]>(`select * from ${table} t order by t::text`)),
  );
  return JSON.stringify(rows);
};

const folderOf = async (files: Record<string, string>) => {
  const folder = await newFolder();
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
  return folder;
};

const demonstration = projectPath('deploy', 'demo', 'articles');
const demonstrationTopics = () => readFile(projectPath('deploy', 'demo', 'content', 'topics.yaml'), 'utf8');

it('carries the demonstration articles in, and what it writes out is what it read', async () => {
  const folder = await folderOf({
    ...(await filesIn(demonstration)),
    'topics.yaml': await demonstrationTopics(),
  });
  await run('import', folder);
  const before = await filesIn(folder);
  const count = Object.keys(before).filter((name) => name.endsWith('.md')).length;
  expect(said.at(-1)).toBe(`${count} new, 0 changed, 0 as they were.`);
  const out = await newFolder();
  await run('export', out);
  const { 'topics.yaml': topicsBefore, ...articlesBefore } = before;
  const { 'topics.yaml': topicsAfter, ...articlesAfter } = await filesIn(out);
  expect(articlesAfter).toEqual(articlesBefore);
  expect(parseTopicFile(topicsAfter!)).toEqual(parseTopicFile(topicsBefore!));
});

it('changes nothing when what was exported is imported again, and nothing in the folder the second time', async () => {
  await importFiles(content!.orm.em.fork(), [
    articleFile('public', { essentialReading: ['scheduled'] }),
    articleFile('scheduled', { publishedAt: new Date('2026-12-01T00:00:00Z') }),
    articleFile('a-draft', { status: 'DRAFT', heroImage: null, author: null, publishedAt: null }),
    articleFile('archived', { status: 'ARCHIVED' }),
  ]);
  const folder = await newFolder();
  await run('export', folder);
  const database = await everything();
  await run('import', folder);
  expect(said).toEqual(['0 new, 0 changed, 4 as they were.']);
  expect(await everything()).toBe(database);
  await run('export', folder);
  expect(said).toEqual(['0 written, 5 as they were, 0 under former slugs removed.']);
});

it('brings a library to another, empty database', async () => {
  await importFiles(content!.orm.em.fork(), [
    articleFile('public'),
    articleFile('a-draft', { status: 'DRAFT' }),
  ]);
  const folder = await newFolder();
  await run('export', folder);
  const first = await filesIn(folder);
  await open();
  await run('import', folder);
  const again = await newFolder();
  await run('export', again);
  expect(await filesIn(again)).toEqual(first);
  const { data } = await askOf(content!)('{ articles { nodes { slug } } topics { slug } }');
  expect(data).toEqual({
    articles: { nodes: [{ slug: 'public' }] },
    topics: [{ slug: 'loss' }, { slug: 'work' }],
  });
});

it('takes in what was changed by hand', async () => {
  await importFiles(content!.orm.em.fork(), [articleFile('one'), articleFile('two')]);
  const folder = await newFolder();
  await run('export', folder);
  const file = path.join(folder, 'one.md');
  await writeFile(file, (await readFile(file, 'utf8')).replace('title: About one', 'title: Better'));
  await run('import', folder);
  expect(said).toEqual(['changed  one', '0 new, 1 changed, 1 as they were.']);
});

it('names every bad file with its line, and imports nothing', async () => {
  await importFiles(content!.orm.em.fork(), [articleFile('one'), articleFile('two')]);
  const folder = await newFolder();
  await run('export', folder);
  const before = await everything();
  const good = (await filesIn(folder))['one.md']!;
  const lines = good.split('\n');
  const lineOf = (start: string) => lines.findIndex((line) => line.startsWith(start)) + 1;
  await writeFile(path.join(folder, 'new.md'), good.replace('slug: one', 'slug: new'));
  await writeFile(path.join(folder, 'script.md'), `${good.replace('slug: one', 'slug: script')}\n<script>\n`);
  await writeFile(path.join(folder, 'status.md'), good.replace('status: PUBLISHED', 'status: OUT'));
  await expect(run('import', folder)).rejects.toThrow(
    new RegExp(
      `script.md:${lines.length + 1}: HTML is not allowed[^]*status.md:${lineOf('status:')}: [^]*Nothing was imported`,
    ),
  );
  await rm(path.join(folder, 'script.md'));
  await rm(path.join(folder, 'status.md'));
  await writeFile(
    path.join(folder, 'lost.md'),
    good.replace('slug: one', 'slug: lost').replace('loss', 'lose'),
  );
  await expect(run('import', folder)).rejects.toThrow(
    `lost.md:${lineOf('topic:')}: There is no topic "lose".\nNothing was imported.`,
  );
  await rm(path.join(folder, 'lost.md'));
  await writeFile(path.join(folder, 'topics.yaml'), '- slug: loss\n  name: Loss\n');
  await expect(run('import', folder)).rejects.toThrow(/topics.yaml:1: "0.summary"/);
  expect(await everything()).toBe(before);
});

it('removes the file that an earlier export wrote under a former slug', async () => {
  const em = content!.orm.em.fork();
  await importFiles(em, [articleFile('before')]);
  const folder = await newFolder();
  await run('export', folder);
  await writeFile(path.join(folder, 'README.md'), 'How we work.\n');
  await em.execute(`insert into article_slug select 'after', id from article`);
  await em.execute(`update article set slug = 'after'`);
  await run('export', folder);
  expect((await readdir(folder)).toSorted()).toEqual(['README.md', 'after.md', 'topics.yaml']);
  await run('import', folder);
  expect(said).toEqual(['0 new, 0 changed, 1 as they were.']);
});

it('names what is no text, no file or no topic, and imports nothing', async () => {
  const em = content!.orm.em.fork();
  await importFiles(em, [articleFile('one')]);
  const folder = await newFolder();
  await run('export', folder);
  const before = await everything();
  const good = (await filesIn(folder))['one.md']!;
  const lines = good.split('\n').length;
  const latin = Buffer.from(`${good.replace('slug: one', 'slug: new')}caf\u00e9\n`, 'latin1');
  await writeFile(path.join(folder, 'latin.md'), latin);
  await mkdir(path.join(folder, 'folder.md'));
  await writeFile(path.join(folder, 'topics.yaml'), '- &a { slug: loss, name: Loss, summary: A }\n- *a\n');
  const refusal = await run('import', folder).catch((error: Error) => error.message);
  expect(refusal).toMatch(/folder\.md:1: This is no file\./);
  expect(refusal).toContain(`latin.md:${lines}: This is not UTF-8 text.`);
  expect(refusal).toMatch(/topics\.yaml:1: .*[Aa]lias/);
  await rm(path.join(folder, 'folder.md'), { recursive: true });
  await rm(path.join(folder, 'latin.md'));
  await writeFile(path.join(folder, 'topics.yaml'), '- slug: loss\n  name: "Lo\\0ss"\n  summary: A\n');
  await expect(run('import', folder)).rejects.toThrow('topics.yaml:2: "0.name": must be one line of text.');
  expect(await everything()).toBe(before);
});

it('takes back in all that an article can hold', async () => {
  const long = (text: string, length: number) => text + 'x'.repeat(length - text.length);
  const references = Array.from({ length: 50 }, (_, index) => ({
    key: long(`k${index}-`, 60),
    citation: long('Someone (2001). ', 600),
    doi: long('10.1000/', 200),
    url: long('https://a.test/', 2000),
  }));
  await importFiles(content!.orm.em.fork(), [articleFile('full', { references })]);
  const folder = await newFolder();
  await run('export', folder);
  await run('import', folder);
  expect(said).toEqual(['0 new, 0 changed, 1 as they were.']);
});

it('says how it is used', async () => {
  for (const args of [[], ['import'], ['delete', 'x'], ['import', 'x', 'y']]) {
    await expect(run(...args)).rejects.toThrow('Usage: npm run content -- import DIR | export DIR');
  }
  await expect(run('import', '/nowhere/at/all')).rejects.toThrow('/nowhere/at/all cannot be read');
});
