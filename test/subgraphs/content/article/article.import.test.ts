import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { ImportRefused } from '../../../../subgraphs/content/article/article.import.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { eventually } from '../../../support/eventually.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { articleFile, importFiles, noon } from './article.fixtures.ts';

let content: Subgraph;
let ask: Ask;
let now = noon;

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content, { clock: () => now }));
  ask = askOf(content);
});

beforeEach(async () => {
  now = noon;
  const em = content.orm.em.fork();
  await em.execute('truncate article, article_slug, article_revision, article_event');
});

afterAll(() => content.close());

const em = () => content.orm.em.fork();
const titleOf = async (slug: string) =>
  (await ask<{ article: { title: string } | null }>(`{ article(slug: "${slug}") { title } }`)).data!.article
    ?.title;
const countRevisions = async () => {
  const [row] = await em().execute<{ count: string }[]>('select count(*) from article_revision');
  return Number(row!.count);
};

it('changes nothing the second time', async () => {
  const files = [
    articleFile('one', {
      essentialReading: ['two'],
      references: [{ key: 'a1', citation: 'A', doi: null, url: null }],
      author: { name: 'A Therapist', therapist: 'a-therapist' },
      reviewDueOn: '2027-02-28',
    }),
    articleFile('two', { status: 'DRAFT', publishedAt: null, heroImage: null, author: null }),
    articleFile('three', { status: 'ARCHIVED' }),
    articleFile('four', { status: 'IN_REVIEW' }),
    articleFile('five', { publishedAt: new Date('2027-01-01T00:00:00Z') }),
  ];
  const slugs = files.map(({ slug }) => slug);
  expect(await importFiles(em(), files)).toEqual({ created: slugs, updated: [], unchanged: [] });
  expect(await importFiles(em(), files)).toEqual({ created: [], updated: [], unchanged: slugs });
  expect(await countRevisions()).toBe(5);
});

it('changes nothing the second time when a file names further reading by a former slug', async () => {
  await importFiles(em(), [articleFile('after'), articleFile('one')]);
  await em().execute(`insert into article_slug select 'before', id from article where slug = 'after'`);
  const files = [articleFile('one', { essentialReading: ['before'] })];
  expect((await importFiles(em(), files)).updated).toEqual(['one']);
  expect((await importFiles(em(), files)).unchanged).toEqual(['one']);
  const twice = [articleFile('one', { essentialReading: ['before', 'after'] })];
  await expect(importFiles(em(), twice)).rejects.toThrow('"after" is there twice, under a former slug.');
  await em().execute(`insert into article_slug select 'once', id from article where slug = 'one'`);
  const itself = [articleFile('one', { essentialReading: ['once'] })];
  await expect(importFiles(em(), itself)).rejects.toThrow(
    '"once" is the article itself, under a former slug.',
  );
});

it('waits for who is saving an article, and goes on top of that', async () => {
  await importFiles(em(), [articleFile('one')]);
  let saved: (() => void) | undefined;
  const locked = Promise.withResolvers<void>();
  const saving = em().transactional(async (tx) => {
    await tx.execute('select from article for update');
    locked.resolve();
    await new Promise<void>((resolve) => (saved = resolve));
    await tx.execute(`
      insert into article_revision (article_id, number, stage, updated_at, created_at, created_by, title, topic_id, nutshell,
        article_references, concerns, essential_reading, markdown, html, blocks, table_of_contents, reading_minutes)
      select article_id, 2, 'DRAFT', updated_at, created_at, 'editor', title, topic_id, nutshell, article_references,
        concerns, essential_reading, markdown, html, blocks, table_of_contents, reading_minutes from article_revision`);
    await tx.execute('update article set head_revision = 2');
  });
  await locked.promise;
  const importing = importFiles(em(), [articleFile('one', { title: 'From the file' })]);
  const waiting = async () => {
    const [row] = await em().execute<{ count: string }[]>(
      `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    expect(Number(row!.count)).toBeGreaterThan(0);
  };
  await Promise.race([eventually(waiting), importing.catch(() => undefined)]);
  saved!();
  await saving;
  expect((await importing).updated).toEqual(['one']);
  expect(await countRevisions()).toBe(3);
  expect(await titleOf('one')).toBe('From the file');
});

it('makes what differs a new revision, public from the import on', async () => {
  await importFiles(em(), [articleFile('one'), articleFile('two')]);
  now = new Date('2026-06-02T00:00:00Z');
  const changed = articleFile('one', { title: 'A better title' });
  const report = await importFiles(em(), [changed, articleFile('two')], now);
  expect(report).toEqual({ created: [], updated: ['one'], unchanged: ['two'] });
  expect(await titleOf('one')).toBe('A better title');
  expect(await countRevisions()).toBe(3);
  now = noon;
  expect(await titleOf('one')).toBe('About one');
});

it('takes an article from the public when its file says so, and brings it back', async () => {
  await importFiles(em(), [articleFile('one')]);
  for (const status of ['ARCHIVED', 'DRAFT', 'IN_REVIEW'] as const) {
    const withdrawn = articleFile('one', { status });
    expect((await importFiles(em(), [withdrawn])).updated).toEqual(['one']);
    expect(await titleOf('one')).toBeUndefined();
    expect((await importFiles(em(), [withdrawn])).unchanged).toEqual(['one']);
    expect((await importFiles(em(), [articleFile('one')])).updated).toEqual(['one']);
    expect(await titleOf('one')).toBe('About one');
  }
});

it('imports nothing when something is wrong anywhere, and names everything that is', async () => {
  const files = [
    articleFile('good'),
    articleFile('lost', { topic: 'nowhere', essentialReading: ['missing'] }),
    articleFile('twin'),
    articleFile('twin'),
  ];
  const refusal = await importFiles(em(), files).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ImportRefused);
  expect((refusal as ImportRefused).problems).toEqual([
    { file: 1, slug: 'lost', path: ['topic'], message: 'There is no topic "nowhere".' },
    { file: 1, slug: 'lost', path: ['essentialReading', 0], message: 'There is no article "missing".' },
    { file: 3, slug: 'twin', path: ['slug'], message: 'Another file has the slug "twin" too.' },
  ]);
  expect(await countRevisions()).toBe(0);
});
