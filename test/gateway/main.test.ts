import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { startToy, type ToyPlatform } from './toy/start.ts';
import { toyComposition } from './toy/subgraphs.ts';

let folder: string;
let toy: ToyPlatform;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rapport-gateway-'));
  await writeFile(path.join(folder, 'supergraph.graphql'), toyComposition.supergraph);
  toy = await startToy('http');
  env = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    SUPERGRAPH: path.join(folder, 'supergraph.graphql'),
    THERAPISTS_URL: toy.servers.therapists.url,
    BOOKINGS_URL: toy.servers.bookings.url,
    CONTENT_URL: toy.servers.content.url,
  };
});
afterAll(async () => {
  await toy[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Run {
  child: ChildProcess;
  /** What it has said on standard error, where its log goes. */
  said: () => string;
  exit: Promise<number | null>;
}

/** The gateway as its own process, from source. */
function run(settings: Record<string, string>): Run {
  const child = spawn(
    process.execPath,
    ['--experimental-transform-types', '--no-warnings', projectPath('gateway/main.ts')],
    {
      env: settings,
    },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said: () => said, exit };
}

test('serves the graph at the addresses that it is given, and ends in peace when told to', async () => {
  const { child, said, exit } = run(env);
  await expect.poll(said, { timeout: 15_000 }).toContain('the graph is at');
  const url = /http:\/\/localhost:\d+\/graphql/.exec(said())?.[0];
  const slow = fetch(`${url}?query={slowly(milliseconds:500)}`);
  await expect.poll(() => toy.servers.bookings.received.length).toBe(1);
  child.kill('SIGTERM');
  expect(await (await slow).json()).toEqual({ data: { slowly: 'after 500 ms' } });
  expect(await exit).toBe(0);
  expect(said()).toContain('stopped');
});

test.for([
  [
    'a wrong address',
    { CONTENT_URL: 'content:4003' },
    'The gateway cannot start: CONTENT_URL: must be an address such as http://localhost:4001/graphql\n',
  ],
  [
    'no supergraph',
    { SUPERGRAPH: '/nowhere.graphql' },
    'The gateway cannot start: SUPERGRAPH: there is no file /nowhere.graphql.\n',
  ],
] as const)('says in one line that there is %s', async ([, change, line]) => {
  const { said, exit } = run({ ...env, ...change });
  expect(await exit).toBe(1);
  expect(said()).toBe(line);
});

test('says in one line that the port is taken', async () => {
  const { said, exit } = run({ ...env, HOST: '127.0.0.1', PORT: String(toy.server.port) });
  expect(await exit).toBe(1);
  expect(said()).toBe(`The gateway cannot start: PORT: ${toy.server.port} is taken already.\n`);
});

test('says in one line that the supergraph is none', async () => {
  const broken = path.join(folder, 'broken.graphql');
  await writeFile(broken, 'type Query { unclosed');
  const { said, exit } = run({ ...env, SUPERGRAPH: broken });
  expect(await exit).toBe(1);
  expect(said()).toMatch(/^The gateway cannot start: [^\n]+\n$/);
});
