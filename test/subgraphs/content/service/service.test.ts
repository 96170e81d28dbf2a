import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { Service } from '../../../../subgraphs/content/service/service.entity.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { Concern, Profession } from '../../../../subgraphs/shared/vocabulary.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';

let content: Subgraph;
let ask: Ask;

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content));
  ask = askOf(content);
  const em = content.orm.em.fork();
  const details = {
    summary: 'Help.',
    description: 'Help at length.',
    concerns: [Concern.GRIEF],
    professions: [Profession.COUNSELLOR],
  };
  em.create(Service, { id: newId('Service'), slug: 'second', name: 'Second', position: 2, ...details });
  em.create(Service, { id: newId('Service'), slug: 'first', name: 'First', position: 1, ...details });
  await em.flush();
});

afterAll(() => content.close());

it('lists the services in the order to show them', async () => {
  const { data, errors } = await ask('{ services { name slug concerns professions } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    services: [
      { name: 'First', slug: 'first', concerns: ['GRIEF'], professions: ['COUNSELLOR'] },
      { name: 'Second', slug: 'second', concerns: ['GRIEF'], professions: ['COUNSELLOR'] },
    ],
  });
});

it('answers null for a slug that no service has', async () => {
  expect((await ask('{ service(slug: "third") { name } }')).data).toEqual({ service: null });
});
