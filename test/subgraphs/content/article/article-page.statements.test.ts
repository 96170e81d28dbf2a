import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings } from '../../../support/subgraph.ts';
import { articleFile, importFiles, noon } from './article.fixtures.ts';

let content: Subgraph;
const statements: string[] = [];

beforeAll(async () => {
  const { content: url } = await createTestDatabase();
  const onStatement = (statement: string) => void statements.push(statement);
  content = openContent(testSettings(url, { database: { url, onStatement }, clock: () => noon }));
  const slugs = Array.from({ length: 30 }, (_, index) => `article-${index}`);
  await importFiles(
    content.orm.em.fork(),
    slugs.map((slug) =>
      articleFile(slug, { essentialReading: slugs.filter((other) => other !== slug).slice(0, 3) }),
    ),
  );
});

afterAll(() => content.close());

/** The one request without what the other subgraphs answer. */
async function articlePage(): Promise<string> {
  const whole = await readFile(projectPath('gateway/ide/article-page.graphql'), 'utf8');
  return whole.replaceAll(/^.*recommendedTherapists[^]*?^ {4}\}\n/gm, '');
}

it('reads the article page in at most five statements', async () => {
  const query = await articlePage();
  expect(query).not.toContain('Therapist');
  statements.length = 0;
  const { data, errors } = await askOf(content)(query, { variables: { slug: 'article-3' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    article: {
      title: 'About article-3',
      topic: { slug: 'loss' },
      essentialReading: Array.from({ length: 5 }, () => ({ title: expect.any(String) as string })),
    },
    moreArticles: { nodes: Array.from({ length: 6 }, () => ({ topic: { name: 'Loss' } })) },
    selfTests: [],
    services: [],
  });
  expect(statements.length).toBeLessThanOrEqual(5);
});

it.each([2, 30])(
  'reads the texts and further reading of %i articles in at most four statements',
  async (first) => {
    statements.length = 0;
    const { data, errors } = await askOf(content)<{ articles: { nodes: object[] } }>(
      `query ($first: Int!) { articles(first: $first) { nodes {
      title nutshell author { name therapist { id } } body { html } references { citation }
      essentialReading { title body { html } }
    } } }`,
      { variables: { first } },
    );
    expect(errors).toBeUndefined();
    expect(data!.articles.nodes).toHaveLength(first);
    // The page, its texts, the reading beside it, and those texts of that which are not on the page.
    expect(statements.length).toBeLessThanOrEqual(4);
  },
);
