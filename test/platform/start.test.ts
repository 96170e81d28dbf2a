import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { askPlatform } from '../support/platform.ts';
import { freePort, startProcess, type StartedProcess } from '../support/processes.ts';

// Each start brings up a database of its own, so these tests are slow and few.
const entry = 'deploy/one-machine/main.js';

let dataFolder: string;
let port: number;
let started: StartedProcess[] = [];

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rapport-start-'));
  // For root the server runs as another user, who must get in; else it would find a place elsewhere and leave it behind.
  await chmod(dataFolder, 0o711);
  port = await freePort();
});

afterEach(async () => {
  for (const { child } of started) child.kill('SIGTERM');
  await Promise.all(started.map(({ exited }) => exited));
  started = [];
  await rm(dataFolder, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}, args: string[] = []): StartedProcess {
  const settings = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_FOLDER: dataFolder,
    LOG_LEVEL: 'error',
    ...env,
  };
  const process = startProcess(entry, settings, args);
  started.push(process);
  return process;
}

const names = '{ recommendedTherapists(first: 3) { name openSlots(kind: CONSULTATION, first: 1) { id } } }';
const ask = () => askPlatform(`http://127.0.0.1:${port}/graphql`, names);

it(
  'serves seeded data, stops cleanly on SIGTERM, and finds its data again',
  { timeout: 120_000 },
  async () => {
    const first = start();
    await first.says('Rapport is ready');
    expect(first.output()).toContain('Seeding');
    const answer = await ask();
    expect(answer.errors).toBeUndefined();

    const taken = start({ DATA_FOLDER: `${dataFolder}-other` });
    expect(await taken.exited).toEqual({ code: 1, signal: null });
    expect(taken.output()).toBe(`Port ${port} is taken. Stop what listens there, or set another port.\n`);

    const sameFolder = start({ PORT: String(await freePort()) });
    expect(await sameFolder.exited).toEqual({ code: 1, signal: null });
    expect(sameFolder.output()).toMatch(/^Rapport is already running with the data folder [^\n]*\n$/);

    first.child.kill('SIGTERM');
    expect(await first.exited).toEqual({ code: 0, signal: null });

    const second = start();
    await second.says('Rapport is ready');
    expect(second.output()).not.toContain('Seeding');
    expect((await ask()).data).toEqual(answer.data);
  },
);

it(
  'starts again after a kill that it could not see coming, and anew with --fresh',
  { timeout: 120_000 },
  async () => {
    const killed = start();
    await killed.says('Rapport is ready');
    const { data } = await ask();
    killed.child.kill('SIGKILL');
    await killed.exited;

    const next = start();
    await next.says('Rapport is ready');
    expect((await ask()).data).toEqual(data);
    next.child.kill('SIGTERM');
    await next.exited;

    const fresh = start({}, ['--fresh']);
    await fresh.says('Rapport is ready');
    expect(fresh.output()).toContain('Seeding');
  },
);

it(
  'stops cleanly when told to in the midst of seeding, and goes on with it the next time',
  { timeout: 120_000 },
  async () => {
    const first = start();
    await first.says('Seeding their hours');
    first.child.kill('SIGTERM');
    expect(await first.exited).toEqual({ code: 0, signal: null });
    expect(first.output()).not.toMatch(/error|at file:/i);

    const second = start();
    await second.says('Rapport is ready');
    expect((await ask()).errors).toBeUndefined();
    second.child.kill('SIGTERM');
    await second.exited;

    // The same data, in production: no token of the development issuer is anybody's there.
    const production = start({ NODE_ENV: 'production' });
    await production.says('Rapport is ready');
    const response = await fetch(`http://127.0.0.1:${port}/development-issuer/jwks.json`);
    expect(response.status).toBe(404);
  },
);

it(
  'puts crisis lines and self tests into a production database, and no fictional people',
  { timeout: 60_000 },
  async () => {
    const production = start({ NODE_ENV: 'production' });
    await production.says('Rapport is ready');
    expect(production.output()).not.toContain('Seeding');
    expect((await ask()).data).toEqual({ recommendedTherapists: [] });
    const { data } = await askPlatform<{ crisisLines: { phone: string }[]; selfTests: { slug: string }[] }>(
      `http://127.0.0.1:${port}/graphql`,
      '{ crisisLines { phone } selfTests { slug } }',
    );
    expect(data.crisisLines[0]).toEqual({ phone: '000' });
    expect(data.selfTests.map(({ slug }) => slug)).toContain('phq-9');
  },
);

it.for<{ what: string; env: Record<string, string>; line: string | RegExp }>([
  {
    what: 'a database that cannot be reached',
    env: { DATABASE_URL: 'postgresql://nobody:nothing@127.0.0.1:1/none' },
    line: 'The database cannot be reached. Check DATABASE_URL.',
  },
  {
    what: 'wrong settings',
    env: { PORT: 'many', LOG_LEVEL: 'loud' },
    line: /^Wrong settings: .*LOG_LEVEL.*PORT.*See \.env\.example\.$/,
  },
])('explains $what in one line and exits with 1', async ({ env, line }) => {
  const refused = start(env);
  expect(await refused.exited).toEqual({ code: 1, signal: null });
  const said = refused.output().trimEnd();
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toMatch(line);
});

it('refuses an unknown option with its usage', async () => {
  const refused = start({}, ['--frsh']);
  expect(await refused.exited).toEqual({ code: 1, signal: null });
  expect(refused.output()).toBe('Usage: npm start [-- --fresh]\n');
});
