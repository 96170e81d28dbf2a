import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  discardEmbeddedPostgres,
  isReachable,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../deploy/database/embedded-postgres.ts';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';
import { eventually } from '../../support/eventually.ts';

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const settings = { fsync: 'off' };

let base: string;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'rapport-embedded-'));
  chmodSync(base, 0o755);
  folder = path.join(base, "somebody's data");
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await discardEmbeddedPostgres(folder);
  await rm(base, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const isGone = (url: string) =>
  expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

/** A process that starts a server and owns it. */
function startOwner(where: string, options: { uid?: number; gid?: number } = {}) {
  const script = projectPath('test', 'deploy', 'database', 'start-postgres.ts');
  const child = spawn(process.execPath, [script, where], {
    ...options,
    cwd: '/',
    env: { ...process.env, NODE_NO_WARNINGS: '1', HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** The same, once the server is up. */
async function ownerProcess(where: string, options: { uid?: number; gid?: number } = {}) {
  const child = startOwner(where, options);
  const [chunk] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the owner ended before its server was up'))),
  ])) as [Buffer];
  return { child, url: chunk.toString().trim() };
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function serverPid(): Promise<number> {
  return Number((await readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended and was not waited for yet is a zombie, which is dead.
    if (isLinux) return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What a start on the folder finds there. */
async function foundByTheNextStart(): Promise<{ isNew: boolean; kept: unknown }> {
  const server = await startEmbeddedPostgres({ folder, settings });
  const kept = await query(server.adminUrl, 'select word from kept');
  await server.stop();
  return { isNew: server.isNew, kept };
}
const everything = { isNew: false, kept: [{ word: 'still here' }] };

describe('a server of our own', () => {
  it('keeps what is in it from one start to the next, and is gone in between', async () => {
    const server = await startEmbeddedPostgres({ folder, settings: { ...settings, work_mem: '5MB' } });
    expect(server.isNew).toBe(true);
    expect(await query(server.adminUrl, 'show work_mem')).toEqual([{ work_mem: '5MB' }]);
    await query(server.adminUrl, `create table kept as select 'still here' as word`);
    await server.stop();
    await isGone(server.adminUrl);
    expect(await foundByTheNextStart()).toEqual(everything);
  });

  it('can be reached by another process while it runs', async () => {
    expect(await runningEmbeddedPostgres(folder)).toBeNull();
    const server = await startEmbeddedPostgres({ folder, settings });
    expect(await runningEmbeddedPostgres(folder)).toBe(server.adminUrl);
    await server.stop();
    expect(await runningEmbeddedPostgres(folder)).toBeNull();
  });

  it('lets nobody in without its password, and nobody else read that', async () => {
    const server = await startEmbeddedPostgres({ folder, settings });
    const guess = new URL(server.adminUrl);
    guess.password = 'postgres';
    await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(path.join(folder, 'password')).mode & 0o077).toBe(0);
    expect(await query(server.adminUrl, 'show listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    await server.stop();
  });

  it('ends its statements when it is stopped, rather than wait for them', async () => {
    const server = await startEmbeddedPostgres({ folder, settings });
    const sleeping = query(server.adminUrl, 'select pg_sleep(60)').catch((error: unknown) => error);
    await eventually(async () => {
      const running = await query(
        server.adminUrl,
        `select from pg_stat_activity where query like 'select pg_sleep%'`,
      );
      expect(running).toHaveLength(1);
    });
    await server.stop();
    expect(await sleeping).toMatchObject({ code: '57P01' });
  });
});

describe('when its owner is killed', () => {
  it('stops by itself, and the next start finds everything', async () => {
    const { child, url } = await ownerProcess(folder);
    const pid = await serverPid();
    await killed(child);
    await eventually(() => isGone(url));
    await eventually(() => expect(isAlive(pid)).toBe(false));
    expect(await foundByTheNextStart()).toEqual(everything);
  });

  it('while the server is still starting, leaves none behind', async () => {
    const child = startOwner(folder);
    const lockFile = path.join(folder, 'cluster', 'postmaster.pid');
    while (!(await readFile(lockFile, 'utf8').catch(() => ''))) await pause(5);
    const pid = await serverPid();
    await killed(child);
    await eventually(() => expect(isAlive(pid)).toBe(false));
    expect(await foundByTheNextStart()).toEqual(everything);
  });

  it.runIf(isLinux)('together with all that would have stopped it, the next start stops it', async () => {
    const { child, url } = await ownerProcess(folder);
    const pid = await serverPid();
    const watchdogs = await childrenOf(child.pid!);
    expect(watchdogs).toHaveLength(1);
    process.kill(watchdogs[0]!, 'SIGKILL');
    await killed(child);
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await foundByTheNextStart()).toEqual(everything);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('when the server itself was killed', () => {
  it('the next start recovers', async () => {
    const { child, url } = await ownerProcess(folder);
    process.kill(await serverPid(), 'SIGKILL');
    await eventually(() => isGone(url));
    await killed(child);
    expect(await foundByTheNextStart()).toEqual(everything);
  });

  it('and another process has its number now, that process is left alone', async () => {
    const { uid, gid } = statSync(path.join(folder, 'cluster'));
    const bystander = spawn('sleep', ['60'], { uid, gid });
    children.push(bystander);
    const file = path.join(folder, 'cluster', 'postmaster.pid');
    await writeFile(
      file,
      `${bystander.pid}\n${path.join(folder, 'cluster')}\n1790000000\n5432\n\n127.0.0.1\n        0         0\nready\n`,
    );
    chownSync(file, uid, gid);
    expect(await foundByTheNextStart()).toEqual(everything);
    expect(isAlive(bystander.pid!)).toBe(true);
    bystander.kill();
  });
});

it('is emptied on demand, even while it runs, and begins anew where a killed start left half a cluster', async () => {
  const { child, url } = await ownerProcess(folder);
  await discardEmbeddedPostgres(folder);
  await isGone(url);
  await killed(child);
  expect(await readdir(base)).not.toContain(path.basename(folder));
  await discardEmbeddedPostgres(folder);

  await mkdir(path.join(folder, 'cluster', 'base'), { recursive: true });
  await writeFile(path.join(folder, 'cluster', 'PG_VERSION'), '18\n');
  const server = await startEmbeddedPostgres({ folder, settings });
  expect(server.isNew).toBe(true);
  expect(await query(server.adminUrl, `select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
  await server.stop();
});

it.runIf(isRoot)('runs for an ordinary user as well', async () => {
  const nobody = {
    uid: Number(execFileSync('id', ['-u', 'nobody'])),
    gid: Number(execFileSync('id', ['-g', 'nobody'])),
  };
  const home = path.join(base, 'home');
  await mkdir(home);
  chownSync(home, nobody.uid, nobody.gid);
  const { child, url } = await ownerProcess(path.join(home, 'data'), nobody);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(statSync(path.join(home, 'data', 'cluster')).uid).toBe(nobody.uid);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await isGone(url);
});

it('knows a folder that others may enter', async () => {
  const open = path.join(base, 'open', 'deep');
  const closed = path.join(base, 'closed', 'deep');
  await mkdir(open, { recursive: true });
  await mkdir(closed, { recursive: true });
  chmodSync(path.dirname(closed), 0o700);
  expect(await isReachable(path.join(open, 'file'))).toBe(true);
  expect(await isReachable(path.join(closed, 'file'))).toBe(false);
  expect(await isReachable(path.join(closed, 'not', 'there', 'yet'))).toBe(false);
});

async function childrenOf(pid: number): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((each) => {
    try {
      return (
        readFileSync(`/proc/${each}/stat`, 'utf8')
          .replace(/^.*\) \S /s, '')
          .split(' ')[0] === String(pid)
      );
    } catch {
      return false;
    }
  });
}
