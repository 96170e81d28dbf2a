import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { importTopics } from '../../../../subgraphs/content/topic/topic.import.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';

let content: Subgraph;
let ask: Ask;

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content));
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

it('finds a topic by its slug and by its id', async () => {
  const { data } = await ask<{ topic: { id: string } }>('{ topic(slug: "grief") { id } }');
  const { data: found } = await ask(
    'query ($id: ID!) { _entities(representations: [{ __typename: "Topic", id: $id }]) { ... on Topic { slug } } }',
    { variables: { id: data!.topic.id } },
  );
  expect(found).toEqual({ _entities: [{ slug: 'grief' }] });
});
