import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SettingsError } from '../../subgraphs/shared/env.ts';

/**
 * Keeps two starts off one data folder. A socket rather than a file with a process id: when the holder is killed nobody
 * listens any more, so nothing has to be cleaned up before the next start, and no reused id can look like a holder.
 */
export async function lockDataFolder(dataFolder: string): Promise<Server> {
  const socket = path.join(
    tmpdir(),
    `rapport-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}.sock`,
  );
  if (await somebodyListens(socket)) {
    throw new SettingsError(
      `Rapport is already running with the data folder ${dataFolder}. Stop it, or set DATA_FOLDER.`,
    );
  }
  await rm(socket, { force: true });
  const lock = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => lock.once('error', reject).listen(socket, resolve));
  return lock.unref();
}

function somebodyListens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket);
    attempt.once('connect', () => resolve(true)).once('error', () => resolve(false));
    attempt.once('close', () => attempt.destroy());
  });
}
