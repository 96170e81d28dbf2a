import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ensureDatabase, provision } from '../deploy/database/provision.ts';
import { migrateAll } from '../deploy/database/migrate.ts';
import { startEmbeddedPostgres } from '../deploy/database/embedded-postgres.ts';
import { seedSize } from '../deploy/demo/size/seed-size.ts';
import { openPlatform } from '../deploy/one-machine/platform.ts';
import { startServer } from '../gateway/server.ts';
import { createLog } from '../subgraphs/shared/log.ts';
import { projectPath } from '../subgraphs/shared/project-root.ts';
import { directoryCases, directoryQuery, type DirectoryCase } from './directory.cases.ts';

// `npm run bench:directory -- 100000`: what a page of the directory with all its facets costs through the gateway, beside
// the plain SQL that finds the same therapists in the tables as they are. The data stay in `.data/bench` between runs.

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '60' } },
});
const size = Number(positionals[0] ?? 100_000);
const rounds = Number(values.rounds);

const database = await startEmbeddedPostgres({ folder: projectPath('.data', 'bench', 'postgres') });
try {
  const adminUrl = await ensureDatabase(database.adminUrl, `directory_${size}`);
  const urls = await provision(adminUrl, (role) => `${role}-bench`);
  await migrateAll(urls);
  await fill();
  const plain = new pg.Client({ connectionString: urls.therapists });
  await plain.connect();
  await plain.query('set search_path = therapists, extensions');
  const platform = await openPlatform({
    urls,
    tokens: null,
    publicUrl: 'http://localhost',
    log: createLog('error'),
  });
  const server = await startServer(platform.gateway, { port: 0, host: '127.0.0.1' });
  try {
    say(`${size} therapists, ${rounds} rounds, medians (and 95 of 100) in milliseconds\n`);
    say(
      '| page of 20 | found | gateway, with facets | gateway, page alone | plain SQL, page alone | plain SQL, with facets |',
    );
    say('|---|---|---|---|---|---|');
    for (const each of directoryCases) await measure(each, plain, `${server.url}/graphql`);
  } finally {
    await server.close();
    await platform.close();
    await plain.end();
  }

  async function fill(): Promise<void> {
    const client = new pg.Client({ connectionString: urls.therapists });
    await client.connect();
    const { rows } = await client.query<{ count: string }>(
      'select count(*) as count from therapists.therapist',
    );
    const missing = size - Number(rows[0]?.count);
    await client.end();
    if (missing <= 0) return;
    say(`Making ${missing} therapists in ${path.relative(process.cwd(), projectPath('.data', 'bench'))}`);
    const onProgress = (done: number) => done % 5000 === 0 && say(`${done} of ${missing}`);
    await seedSize(urls, { count: missing, now: new Date(), onProgress });
    // What autovacuum does in its own time; without it the first readers would pay for the writers.
    const owner = new pg.Client({ connectionString: urls.therapists });
    await owner.connect();
    await owner.query('vacuum analyze');
    await owner.end();
  }
} finally {
  await database.stop();
}

async function measure(each: DirectoryCase, plain: pg.Client, url: string): Promise<void> {
  const variables = { filter: each.filter, order: each.order, facets: true };
  const answer = await ask(url, variables);
  const found = answer.nodes.map(({ id }) => id);
  const { rows } = await plain.query<{ id: string }>(each.rows);
  const same = JSON.stringify(rows.map(({ id }) => id)) === JSON.stringify(found);
  if (!same) throw new Error(`${each.name}: the plain SQL finds others than the directory`);
  const { rows: counted } = await plain.query<{ total: string }>(each.total);
  if (Number(counted[0]?.total) !== answer.totalCount)
    throw new Error(`${each.name}: the plain SQL counts others`);
  const withFacets = await timed(() => ask(url, variables));
  const alone = await timed(() => ask(url, { ...variables, facets: false }));
  const sqlAlone = await timed(() => plain.query(each.rows));
  // The simplest SQL that counts as the facets do: a pass over the tables for each of them.
  const sqlFacets = await timed(
    async () => {
      await plain.query(each.rows);
      for (const facet of [each.total, ...each.facets]) await plain.query(facet);
    },
    Math.min(rounds, 3),
  );
  say(`| ${each.name} | ${answer.totalCount} | ${withFacets} | ${alone} | ${sqlAlone} | ${sqlFacets} |`);
}

interface Page {
  totalCount: number;
  nodes: { id: string }[];
}

async function ask(url: string, variables: object): Promise<Page> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: directoryQuery, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: { therapists: Page }; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data.therapists;
}

async function timed(work: () => Promise<unknown>, times = rounds): Promise<string> {
  for (let warm = 0; warm < Math.min(5, times); warm += 1) await work();
  const taken: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const begin = performance.now();
    await work();
    taken.push(performance.now() - begin);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) =>
    taken[Math.min(taken.length - 1, Math.floor(share * taken.length))]!.toFixed(1);
  return `${at(0.5)} (${at(0.95)})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
