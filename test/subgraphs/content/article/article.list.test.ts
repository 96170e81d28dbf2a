import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { encodeCursor } from '../../../../subgraphs/shared/paging.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
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
  const on = (day: string) => ({ publishedAt: new Date(`2026-02-${day}T00:00:00Z`) });
  await importFiles(content.orm.em.fork(), [
    articleFile('fifth', on('01')),
    articleFile('first', on('09')),
    articleFile('third', { ...on('05'), topic: 'work', concerns: [Concern.WORK, Concern.STRESS] }),
    // Published at the same moment: the later id comes first.
    articleFile('tie-a', on('03')),
    articleFile('tie-b', on('03')),
    articleFile('a-draft', { ...on('10'), status: 'DRAFT' }),
  ]);
});

afterAll(() => content.close());

const listed = async (args: string) => {
  const { data, errors } = await ask<Page>(
    `{ articles(${args}) { nodes { slug } pageInfo { hasNextPage endCursor } totalCount } }`,
  );
  expect(errors).toBeUndefined();
  return data!.articles;
};

it('pages through all of them, the newest first, each once', async () => {
  const seen: string[] = [];
  let after = '';
  for (let pages = 0; pages < 5; pages++) {
    const { nodes, pageInfo, totalCount } = await listed(`first: 2 ${after}`);
    expect(totalCount).toBe(5);
    seen.push(...nodes.map(({ slug }) => slug));
    if (!pageInfo.hasNextPage) break;
    after = `after: "${pageInfo.endCursor}"`;
  }
  expect(seen.toSorted()).toEqual(['fifth', 'first', 'third', 'tie-a', 'tie-b']);
  expect([seen[0], seen[1], seen[4]]).toEqual(['first', 'third', 'fifth']);
});

it('filters by topic and concern, and counts what the filter leaves', async () => {
  const { nodes, totalCount } = await listed('filter: { topic: "work", concern: STRESS }');
  expect({ slugs: nodes.map(({ slug }) => slug), totalCount }).toEqual({ slugs: ['third'], totalCount: 1 });
  expect((await listed('filter: { topic: "work", concern: GRIEF }')).totalCount).toBe(0);
});

it('refuses a cursor that it did not give, a day that the calendar does not have, and a first out of range', async () => {
  const forged = encodeCursor('NEWEST', ['yesterday', 'article_x']);
  const noSuchDay = encodeCursor('NEWEST', ['2026-02-31 00:00:00+00', 'article_x']);
  for (const args of [
    'after: "nonsense"',
    `after: "${forged}"`,
    `after: "${noSuchDay}"`,
    'filter: { reviewDueBy: "0000-01-01" }',
    'first: 0',
    'first: 101',
  ]) {
    const { errors } = await ask(`{ articles(${args}) { nodes { slug } } }`);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  }
});
