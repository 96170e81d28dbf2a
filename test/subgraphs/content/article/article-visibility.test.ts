import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { articleFile, importFiles, noon } from './article.fixtures.ts';

let content: Subgraph;
let ask: Ask;
let now = noon;
const hidden = ['a-draft', 'in-review', 'an-archived', 'tomorrow'];
const idOf = new Map<string, string>();

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content, { clock: () => now }));
  ask = askOf(content);
  await importFiles(content.orm.em.fork(), [
    articleFile('public', { essentialReading: hidden }),
    articleFile('a-draft', { status: 'DRAFT' }),
    articleFile('in-review', { status: 'IN_REVIEW' }),
    articleFile('an-archived', { status: 'ARCHIVED' }),
    articleFile('tomorrow', { publishedAt: new Date('2026-06-02T12:00:00Z') }),
  ]);
  const rows = await content.orm.em
    .fork()
    .execute<{ slug: string; id: string }[]>('select slug, id from article');
  for (const { slug, id } of rows) idOf.set(slug, id);
});

afterAll(() => content.close());

const everyPath = `query ($slug: String!, $references: [_Any!]!) {
  article(slug: $slug) { slug status }
  references: _entities(representations: $references) { ... on Article { slug } }
  articles { nodes { slug } totalCount }
  public: article(slug: "public") { essentialReading(first: 20) { slug } }
}`;

const look = async (slug: string, token?: string) => {
  const references = [
    { __typename: 'Article', id: idOf.get(slug) },
    { __typename: 'Article', slug },
  ];
  const { data } = await ask<{
    article: object | null;
    references: (object | null)[];
    articles: { nodes: { slug: string }[]; totalCount: number };
    public: { essentialReading: { slug: string }[] };
  }>(everyPath, { variables: { slug, references }, ...(token && { token }) });
  return data!;
};

it.each(hidden)('shows %s to nobody but editors, on any path', async (slug) => {
  const outsiders = [
    undefined,
    await testTokens.issue({ subject: 'client', roles: ['client'] }),
    await testTokens.issue({ subject: 'therapist', roles: ['therapist'] }),
  ];
  for (const token of outsiders) {
    expect(await look(slug, token)).toEqual({
      article: null,
      references: [null, null],
      articles: { nodes: [{ slug: 'public' }], totalCount: 1 },
      public: { essentialReading: [] },
    });
  }
});

it.each(['editor', 'admin'] as const)('shows an %s everything', async (role) => {
  const token = await testTokens.issue({ subject: role, roles: [role] });
  for (const slug of hidden) {
    const data = await look(slug, token);
    expect(data.article).toMatchObject({ slug });
    expect(data.references).toEqual([{ slug }, { slug }]);
    expect(data.articles.totalCount).toBe(5);
    expect(data.public.essentialReading.map((near) => near.slug)).toEqual([
      'a-draft',
      'in-review',
      'tomorrow',
    ]);
  }
});

it('shows a scheduled article from its time on', async () => {
  now = new Date('2026-06-02T11:59:59.999Z');
  expect((await look('tomorrow')).article).toBeNull();
  now = new Date('2026-06-02T12:00:00Z');
  expect((await look('tomorrow')).article).toEqual({ slug: 'tomorrow', status: 'PUBLISHED' });
  now = noon;
});

it('hides the revisions even of a public article', async () => {
  const query = '{ article(slug: "public") { newestRevision { number } revisions { totalCount } } }';
  expect((await ask(query)).data).toEqual({ article: { newestRevision: null, revisions: null } });
  const token = await testTokens.issue({ subject: 'therapist', roles: ['therapist'] });
  const byId = `query ($id: ID!) { articleRevision(articleId: $id, number: 1) { title } }`;
  for (const slug of ['public', 'a-draft']) {
    const { data } = await ask(byId, { variables: { id: idOf.get(slug) }, token });
    expect(data).toEqual({ articleRevision: null });
  }
});
