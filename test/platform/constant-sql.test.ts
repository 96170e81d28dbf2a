import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlatform, type Platform } from '../../deploy/one-machine/platform.ts';
import { startServer } from '../../gateway/server.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { createDemoDatabase } from '../support/demo-database.ts';
import { multiplyTherapists } from '../support/multiply-therapists.ts';
import { askPlatform } from '../support/platform.ts';
import type { ArticlePage } from './article-page.ts';

const query = await readFile(projectPath('gateway', 'ide', 'article-page.graphql'), 'utf8');
const variables = { slug: 'why-the-relationship-matters' };

let statements: string[] = [];
let platform: Platform;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const urls = await createDemoDatabase();
  await multiplyTherapists(urls.admin, 60);
  platform = await openPlatform({
    urls,
    tokens: null,
    publicUrl: 'http://rapport.test',
    log: createLog('silent'),
    onStatement: (sql) => void statements.push(sql),
  });
  server = await startServer(platform.gateway, { port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close();
  await platform.close();
});

async function statementsFor(therapists: number): Promise<string[]> {
  statements = [];
  const asked = query.replace(
    'recommendedTherapists(first: 3,',
    `recommendedTherapists(first: ${therapists},`,
  );
  const { data, errors } = await askPlatform<ArticlePage>(`${server.url}/graphql`, asked, { variables });
  expect(errors).toBeUndefined();
  expect(data.article!.recommendedTherapists).toHaveLength(therapists);
  return statements;
}

it('sends the same number of statements, at most 8, for 3 therapists and for 50', async () => {
  // MikroORM asks once, with its first statement, whether the database is there.
  await statementsFor(1);
  const few = await statementsFor(3);
  const many = await statementsFor(50);
  expect(kindsOf(many)).toEqual(kindsOf(few));
  expect(few.length).toBeLessThanOrEqual(8);
});

/** The statements by their first words, in one order: what runs side by side may come either way round. */
function kindsOf(sent: string[]): string[] {
  return sent.map((sql) => sql.replaceAll(/\s+/g, ' ').trim().slice(0, 120)).toSorted();
}
