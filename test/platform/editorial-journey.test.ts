import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCrisisLines } from '../../subgraphs/content/crisis-line/crisis-line.import.ts';
import { CrisisAudience } from '../../subgraphs/content/crisis-line/crisis-line.type.ts';
import { parseSelfTest } from '../../subgraphs/content/self-test/self-test.definition.ts';
import { importSelfTests } from '../../subgraphs/content/self-test/self-test.import.ts';
import { learnTherapist } from '../../subgraphs/content/therapist/therapist.projection.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { createTestDatabase } from '../support/database.ts';
import { openGraph } from '../support/graph.ts';
import { askPlatform } from '../support/platform.ts';
import { testTokens } from '../support/tokens.ts';
import { importFiles } from '../subgraphs/content/article/article.fixtures.ts';
import { addTherapist } from '../subgraphs/therapists/people.ts';

let graph: Awaited<ReturnType<typeof openGraph>>;
let reviewerId: string;
let editor: string;
let reviewer: string;

beforeAll(async () => {
  graph = await openGraph(await createTestDatabase(), {
    content: {
      preview: { secret: 'a secret of the tests, long enough', link: 'https://site.test/{token}' },
    },
  });
  const em = graph.therapists.orm.em.fork();
  const { id, slug, name } = addTherapist(em, { name: 'Rana Reviewer', ownerSubject: 'rana' });
  await em.flush();
  reviewerId = id;
  const content = graph.content.orm.em;
  await learnTherapist(content.fork(), {
    therapistId: id,
    version: 1,
    isPublic: true,
    slug,
    name,
    timeZone: 'Australia/Melbourne',
    ownerSubject: 'rana',
    acceptingNewClients: true,
  });
  await importFiles(content.fork(), []);
  const phq9 = await readFile(projectPath('subgraphs/content/self-test/data/phq-9.v1.yaml'), 'utf8');
  await importSelfTests(content.fork(), [parseSelfTest(phq9)]);
  const line = { textPhone: null, website: null, hours: 'Always', description: 'Help.', states: [] };
  await importCrisisLines(content.fork(), [
    { ...line, slug: 'emergency', name: 'Emergency', phone: '000', audience: CrisisAudience.EVERYONE },
  ]);
  editor = await testTokens.issue({ subject: 'edith', roles: ['editor'] });
  reviewer = await testTokens.issue({ subject: 'rana', roles: ['therapist'] });
});

afterAll(() => graph.close());

/** What any page shows of an article, be it public or the preview of a draft. */
const page = `fragment Page on ArticleContent {
  title nutshell body { html blocks { __typename } } reviewer { name therapist { name profession } }
}`;

async function ask<Data>(
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Data> {
  const { data, errors } = await askPlatform<Data>(graph.url, query, { variables, ...(token && { token }) });
  expect(errors).toBeUndefined();
  return data;
}

it('goes from a draft by review to the public, and shows the draft to whoever has the link', async () => {
  const { topic } = await ask<{ topic: { id: string } }>('{ topic(slug: "loss") { id } }');
  const content = {
    title: 'Slowly',
    topicId: topic.id,
    heroImage: { url: '/images/a.svg', alt: 'A path' },
    author: { name: 'Ada' },
    nutshell: ['One.', 'Two.'],
    body: 'Words.',
    concerns: ['GRIEF'],
  };
  const { createArticle } = await ask<{
    createArticle: { revision: { articleId: string; preview: { token: string } } };
  }>(
    `mutation ($content: ArticleContentInput!) {
      createArticle(slug: "slowly", content: $content, idempotencyKey: "1") {
        ... on ArticleSuccess { revision { articleId preview { token } } }
      }
    }`,
    { content },
    editor,
  );
  const { articleId, preview } = createArticle.revision;
  const previewed = await ask<{ articlePreview: object }>(
    `query ($token: String!) { articlePreview(token: $token) { ...Page } } ${page}`,
    preview,
  );
  const shown = {
    title: 'Slowly',
    nutshell: ['One.', 'Two.'],
    body: { html: '<p>Words.</p>', blocks: [{ __typename: 'ParagraphBlock' }] },
  };
  expect(previewed.articlePreview).toEqual({ ...shown, reviewer: null });

  const step = (mutation: string, token: string) =>
    ask(`mutation { answer: ${mutation} { __typename ... on Problem { message } } }`, {}, token);
  const target = `articleId: "${articleId}", expectedRevision: 1, idempotencyKey`;
  const done = { answer: { __typename: 'ArticleSuccess' } };
  expect(await step(`submitArticleForReview(reviewerId: "${reviewerId}", ${target}: "2")`, editor)).toEqual(
    done,
  );
  expect(await ask('{ articlesToReview { title } }', {}, reviewer)).toEqual({
    articlesToReview: [{ title: 'Slowly' }],
  });
  expect(await step(`approveArticle(${target}: "3")`, reviewer)).toEqual(done);
  expect(await ask('{ article(slug: "slowly") { title } }')).toEqual({ article: null });
  expect(await step(`publishArticle(${target}: "4")`, editor)).toEqual(done);
  const published = await ask<{ article: object }>(
    `{ article(slug: "slowly") { ...Page recommendedTherapists(first: 1) { name } } } ${page}`,
  );
  expect(published.article).toEqual({
    ...shown,
    reviewer: { name: 'Rana Reviewer', therapist: { name: 'Rana Reviewer', profession: 'COUNSELLOR' } },
    recommendedTherapists: [{ name: 'Rana Reviewer' }],
  });
});

it('scores a self test through the gateway, which keeps no cache of it', async () => {
  const query = `query ($answers: [SelfTestAnswerInput!]!) {
    scoreSelfTest(slug: "phq-9", answers: $answers) { crisis { lines { phone } } score help { concern } }
  }`;
  const items = await ask<{ selfTest: { items: { id: string }[] } }>(
    '{ selfTest(slug: "phq-9") { items { id } } }',
  );
  const answers = items.selfTest.items.map(({ id }) => ({ item: id, value: 1 }));
  expect(await ask(query, { answers })).toEqual({
    scoreSelfTest: {
      crisis: { lines: [{ phone: '000' }] },
      score: 9,
      help: [{ concern: 'DEPRESSION' }],
    },
  });
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { answers } }),
  });
  expect(response.headers.get('cache-control')).not.toMatch(/public/);
});
