import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { importTopics } from '../../../../subgraphs/content/topic/topic.import.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { articleFile, importFiles } from '../article/article.fixtures.ts';

let content: Subgraph;
let ask: Ask;
const statements: string[] = [];

beforeAll(async () => {
  const { content: url } = await createTestDatabase();
  const onStatement = (statement: string) => void statements.push(statement);
  content = openContent(testSettings(url, { database: { url, onStatement } }));
  ask = askOf(content);
  const grief = { slug: 'grief', name: 'Grief', summary: 'Loss.' };
  const work = { slug: 'work', name: 'Work', summary: 'Labour.' };
  await importTopics(content.orm.em.fork(), [grief, work]);
  await importTopics(content.orm.em.fork(), [work, { ...grief, name: 'Grief and loss' }]);
});

afterAll(() => content.close());

it('lists the topics in the order of the last import, each once', async () => {
  expect((await ask('{ topics { slug name } }')).data).toEqual({
    topics: [
      { slug: 'work', name: 'Work' },
      { slug: 'grief', name: 'Grief and loss' },
    ],
  });
});

it('calls a slug bad input that no database can hold', async () => {
  const { errors } = await ask('query ($slug: String!) { topic(slug: $slug) { id } }', {
    variables: { slug: 'grief\u0000' },
  });
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});

it('finds a topic by its slug and by its id', async () => {
  const { data } = await ask<{ topic: { id: string } }>('{ topic(slug: "grief") { id } }');
  const { data: found } = await ask(
    'query ($id: ID!) { _entities(representations: [{ __typename: "Topic", id: $id }]) { ... on Topic { slug } } }',
    { variables: { id: data!.topic.id } },
  );
  expect(found).toEqual({ _entities: [{ slug: 'grief' }] });
});

it('counts the articles that the viewer may see, for all topics in one statement', async () => {
  await importFiles(content.orm.em.fork(), [
    articleFile('one', { topic: 'loss' }),
    articleFile('two', { topic: 'loss' }),
    articleFile('a-draft', { topic: 'loss', status: 'DRAFT' }),
    articleFile('an-archived', { topic: 'loss', status: 'ARCHIVED' }),
  ]);
  const query = '{ topics { slug articleCount } }';
  const countsOf = (loss: number) => ({
    topics: expect.arrayContaining([
      { slug: 'loss', articleCount: loss },
      { slug: 'work', articleCount: 0 },
    ]) as object,
  });
  statements.length = 0;
  expect((await ask(query)).data).toEqual(countsOf(2));
  expect(statements).toHaveLength(2);
  const token = await testTokens.issue({ subject: 'e', roles: ['editor'] });
  expect((await ask(query, { token })).data).toEqual(countsOf(3));
});
