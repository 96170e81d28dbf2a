import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { parseSelfTest } from '../../../../subgraphs/content/self-test/self-test.definition.ts';
import { importSelfTests } from '../../../../subgraphs/content/self-test/self-test.import.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';

let content: Subgraph;
let ask: Ask;

const shipped = async (name: string) =>
  parseSelfTest(await readFile(projectPath(`subgraphs/content/self-test/data/${name}.yaml`), 'utf8'));

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content));
  ask = askOf(content);
  const tests = [await shipped('phq-9.v1'), await shipped('gad-7.v1')];
  await importSelfTests(content.orm.em.fork(), tests);
  await importSelfTests(content.orm.em.fork(), tests);
});

afterAll(() => content.close());

it('lists the self tests in the order to show them', async () => {
  const { data, errors } = await ask('{ selfTests { slug minutes version } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    selfTests: [
      { slug: 'phq-9', minutes: 3, version: 1 },
      { slug: 'gad-7', minutes: 2, version: 1 },
    ],
  });
});

it('keeps every version, and shows the newest', async () => {
  const second = { ...(await shipped('gad-7.v1')), version: 2, title: 'Reworded' };
  await importSelfTests(content.orm.em.fork(), [await shipped('phq-9.v1'), second]);
  const { data } = await ask('{ selfTest(slug: "gad-7") { version title } }');
  expect(data).toEqual({ selfTest: { version: 2, title: 'Reworded' } });
});

it('refuses to change a version that is out', async () => {
  const changed = { ...(await shipped('phq-9.v1')), minutes: 30 };
  await expect(importSelfTests(content.orm.em.fork(), [changed])).rejects.toThrow(
    /Version 1 of phq-9 is out/,
  );
});
