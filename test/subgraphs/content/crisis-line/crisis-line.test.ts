import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { importCrisisLines } from '../../../../subgraphs/content/crisis-line/crisis-line.import.ts';
import { CrisisAudience } from '../../../../subgraphs/content/crisis-line/crisis-line.type.ts';
import { State } from '../../../../subgraphs/shared/vocabulary.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';

let content: Subgraph;
let ask: Ask;

const line = {
  phone: '000',
  textPhone: null,
  website: null,
  hours: 'Always',
  audience: CrisisAudience.EVERYONE,
  description: 'Help at once.',
  states: [],
};

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content));
  ask = askOf(content);
  await importCrisisLines(content.orm.em.fork(), [
    { ...line, slug: 'emergency', name: 'Emergency' },
    {
      ...line,
      slug: 'young',
      name: 'Young',
      audience: CrisisAudience.YOUNG_PEOPLE,
      textPhone: '0400 000 000',
    },
    { ...line, slug: 'nsw', name: 'NSW', states: [State.NSW, State.ACT] },
  ]);
});

afterAll(() => content.close());

it('lists the crisis lines in the order to show them', async () => {
  const { data, errors } = await ask(
    '{ crisisLines { slug name phone textPhone website hours audience description states } }',
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    crisisLines: [
      { ...line, slug: 'emergency', name: 'Emergency' },
      { ...line, slug: 'young', name: 'Young', audience: 'YOUNG_PEOPLE', textPhone: '0400 000 000' },
      { ...line, slug: 'nsw', name: 'NSW', states: ['NSW', 'ACT'] },
    ],
  });
});

it('narrows them to a state and an audience, keeping what is for all', async () => {
  const slugsFor = async (args: string) => {
    const { data } = await ask<{ crisisLines: { slug: string }[] }>(`{ crisisLines(${args}) { slug } }`);
    return data!.crisisLines.map(({ slug }) => slug);
  };
  expect(await slugsFor('state: WA')).toEqual(['emergency', 'young']);
  expect(await slugsFor('state: ACT')).toEqual(['emergency', 'young', 'nsw']);
  expect(await slugsFor('audience: MEN')).toEqual(['emergency', 'nsw']);
  expect(await slugsFor('audience: YOUNG_PEOPLE, state: QLD')).toEqual(['emergency', 'young']);
});
