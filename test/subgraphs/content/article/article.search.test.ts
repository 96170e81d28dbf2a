import { afterAll, beforeAll, expect, it } from 'vitest';
import { nearWords } from '../../../../subgraphs/content/article/article.search.ts';
import { openContent } from '../../../../subgraphs/content/content.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { articleFile, importFiles, noon } from './article.fixtures.ts';

let content: Subgraph;
let ask: Ask;

interface Page {
  articles: {
    nodes: { slug: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    totalCount: number;
  };
}

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content, { clock: () => noon }));
  ask = askOf(content);
  await importFiles(content.orm.em.fork(), [
    articleFile('panic', {
      title: 'When panic comes',
      body: 'Breathing helps, and so does a café with friends.\n',
      updatedAt: new Date('2026-03-01T00:00:00Z'),
    }),
    articleFile('worry', {
      title: 'Anxiety and worry',
      nutshell: ['Worry is a habit.', 'Habits change.'],
      body: 'Panic is another matter.\n',
      updatedAt: new Date('2026-02-01T00:00:00Z'),
    }),
    articleFile('sleep', { title: 'Sleeping badly', body: 'A tired day follows.\n\n[Link](/breathing)\n' }),
    articleFile('hidden', { title: 'Unicorns and anxiety', status: 'DRAFT' }),
  ]);
});

afterAll(() => content.close());

const listed = async (args: string, token?: string) => {
  const { data, errors } = await ask<Page>(
    `{ articles(${args}) { nodes { slug } pageInfo { hasNextPage endCursor } totalCount } }`,
    { ...(token && { token }) },
  );
  expect(errors).toBeUndefined();
  return data!.articles;
};
const found = async (text: string, token?: string) =>
  (await listed(`filter: { text: ${JSON.stringify(text)} }`, token)).nodes.map(({ slug }) => slug);

it('finds words in titles before words in texts', async () => {
  expect(await found('panic')).toEqual(['panic', 'worry']);
});

it.each([
  ['another form of the word', 'sleep', ['sleep']],
  ['another form in the text', 'breathe', ['panic']],
  ['all words anywhere', 'habit panic', ['worry']],
  ['a typing error', 'anxeity', ['worry']],
  ['two letters that changed places', 'wrory', ['worry']],
  ['the wrong vowel, in the text', 'broathing', ['panic']],
  ['a double letter too few', 'wory', ['worry']],
  ['a wrong letter', 'hapit', ['worry']],
  ['a letter too many, in the text', 'frieends', ['panic']],
  ['an unfinished word', 'anx', ['worry']],
  ['an unfinished word of the text', 'breat', ['panic']],
  ['signs that are no letters', '½ worry', []],
  ['an accent left out', 'cafe', ['panic']],
  ['an accent too many', 'pánic', ['panic', 'worry']],
  ['capitals and punctuation', '"PANIC!" (really)', []],
  ['words that mean nothing by themselves', 'the worry', ['worry']],
  ['an address that the text leads to', 'breathing sleeping', []],
  ['nothing that is there', 'zebra', []],
  ['no words at all', '!!!', []],
  ["what would be another language's syntax", `panic' & ! | <-> :* \\`, ['panic', 'worry']],
])('forgives or refuses as it should: %s', async (_, text, slugs) => {
  expect(await found(text)).toEqual(slugs);
});

it('takes no word for another that is only a little like it', async () => {
  expect(await found('winter')).toEqual([]);
  expect(await found('panther')).toEqual([]);
});

it('thinks of the usual slips, for words that are long enough', () => {
  expect(nearWords('greif')).toEqual(expect.arrayContaining(['grief', 'gref', 'greef']));
  expect(nearWords('happy')).toContain('hapy');
  expect(nearWords('hapy')).toContain('happy');
  expect(nearWords('grief')).not.toContain('grief');
  expect(nearWords('car')).toEqual([]);
});

it('does not find what is not published, except for editors', async () => {
  expect(await found('unicorns')).toEqual([]);
  expect(await found('unicorns', await testTokens.issue({ subject: 'e', roles: ['editor'] }))).toEqual([
    'hidden',
  ]);
});

it('finds the same for the public whatever words unpublished articles use', async () => {
  const mistyped = ['brathing', 'hapit', 'wrory'];
  const before = await Promise.all(mistyped.map((text) => found(text)));
  await importFiles(content.orm.em.fork(), [
    articleFile('another-draft', { status: 'DRAFT', body: 'Brathing.\n' }),
    articleFile('withdrawn', { body: 'A hapit.\n' }),
    articleFile('scheduled', { body: 'A wrory.\n', publishedAt: new Date('2027-01-01T00:00:00Z') }),
  ]);
  await importFiles(content.orm.em.fork(), [
    articleFile('withdrawn', { status: 'ARCHIVED', body: 'A hapit.\n' }),
  ]);
  expect(before).toEqual([['panic'], ['worry'], ['worry']]);
  expect(await Promise.all(mistyped.map((text) => found(text)))).toEqual(before);
  const editor = await testTokens.issue({ subject: 'e', roles: ['editor'] });
  expect(await found('brathing', editor)).toEqual(['another-draft']);
});

it('pages through what it finds', async () => {
  const first = await listed('first: 1, filter: { text: "panic" }');
  expect(first).toMatchObject({ nodes: [{ slug: 'panic' }], pageInfo: { hasNextPage: true }, totalCount: 2 });
  const after = first.pageInfo.endCursor;
  const second = await listed(`first: 1, after: "${after}", filter: { text: "panic" }`);
  expect(second).toMatchObject({ nodes: [{ slug: 'worry' }], pageInfo: { hasNextPage: false } });
  const { errors } = await ask(`{ articles(after: "${after}", filter: { text: "worry" }) { totalCount } }`);
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});

it('orders as asked, page by page', async () => {
  const all = async (order: string) => {
    const seen: string[] = [];
    for (let after = '', pages = 0; pages < 4; pages++) {
      const { nodes, pageInfo } = await listed(`first: 1, order: ${order} ${after}`);
      seen.push(...nodes.map(({ slug }) => slug));
      if (!pageInfo.hasNextPage) break;
      after = `after: "${pageInfo.endCursor}"`;
    }
    return seen;
  };
  expect(await all('TITLE')).toEqual(['worry', 'sleep', 'panic']);
  expect(await all('RECENTLY_UPDATED')).toEqual(['panic', 'worry', 'sleep']);
  expect((await all('NEWEST')).toSorted()).toEqual(['panic', 'sleep', 'worry']);
});

it('refuses to order by relevance to nothing, and texts too long', async () => {
  for (const args of ['order: RELEVANCE', `filter: { text: "${'x'.repeat(201)}" }`]) {
    const { errors } = await ask(`{ articles(${args}) { totalCount } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  }
});
