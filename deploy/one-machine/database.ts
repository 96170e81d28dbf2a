import path from 'node:path';
import {
  discardEmbeddedPostgres,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../database/embedded-postgres.ts';
import { migrateAll } from '../database/migrate.ts';
import {
  ensureDatabase,
  provision,
  subgraphNames,
  urlOfRole,
  type SubgraphName,
} from '../database/provision.ts';
import type { OneMachineEnv } from './env.ts';
import { openSecrets } from './secrets.ts';

export interface OneMachineDatabase {
  urls: Record<SubgraphName, string>;
  /** How to name the server to the person who started it. */
  description: string;
  stop(): Promise<void>;
}

/** The embedded server in the data folder, or the one that DATABASE_URL names: provisioned and migrated. */
export async function openOneMachineDatabase(env: OneMachineEnv): Promise<OneMachineDatabase> {
  const { rolePasswords: passwords } = await openSecrets(env.dataFolder);
  if (env.DATABASE_URL !== undefined) {
    const given = {
      therapists: env.THERAPISTS_DATABASE_URL,
      bookings: env.BOOKINGS_DATABASE_URL,
      content: env.CONTENT_DATABASE_URL,
    };
    const passwordOf = (role: SubgraphName) =>
      given[role] === undefined ? passwords[role] : decodeURIComponent(new URL(given[role]).password);
    const urls = await provision(env.DATABASE_URL, passwordOf, { existing: 'keep' });
    await migrateAll(urls);
    return {
      urls,
      description: `PostgreSQL at ${new URL(env.DATABASE_URL).host}`,
      stop: () => Promise.resolve(),
    };
  }
  const server = await startEmbeddedPostgres({ folder: postgresFolder(env.dataFolder) });
  try {
    const urls = await provision(await ensureDatabase(server.adminUrl, 'rapport'), (role) => passwords[role]);
    await migrateAll(urls);
    return { urls, description: 'embedded PostgreSQL', stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** For commands beside `npm start`: the database of a start that is running, else opened until `stop`. */
export async function reachOneMachineDatabase(env: OneMachineEnv): Promise<OneMachineDatabase> {
  const running =
    env.DATABASE_URL === undefined ? await runningEmbeddedPostgres(postgresFolder(env.dataFolder)) : null;
  if (running === null) return openOneMachineDatabase(env);
  const { rolePasswords: passwords } = await openSecrets(env.dataFolder);
  const admin = await ensureDatabase(running, 'rapport');
  const urls = subgraphNames.map((role) => [role, urlOfRole(admin, role, passwords[role])]);
  return {
    urls: Object.fromEntries(urls) as Record<SubgraphName, string>,
    description: 'embedded PostgreSQL',
    stop: () => Promise.resolve(),
  };
}

/** `--fresh`: the embedded server's data go; a server given by URL is never emptied. */
export async function discardOneMachineDatabase(dataFolder: string): Promise<void> {
  await discardEmbeddedPostgres(postgresFolder(dataFolder));
}

function postgresFolder(dataFolder: string): string {
  return path.join(dataFolder, 'postgres');
}
