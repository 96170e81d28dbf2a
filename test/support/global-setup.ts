import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDatabase, provision } from '../../deploy/database/provision.ts';
import { startEmbeddedPostgres } from '../../deploy/database/embedded-postgres.ts';
import { migrateAll } from '../../deploy/database/migrate.ts';
import { templateDatabase, testPassword } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresAdminUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rapport-test-'));
  // For root the server runs as another user, who must get in; else it would find a place elsewhere and leave it behind.
  await chmod(folder, 0o711);
  // Nothing in it must survive a crash, so nothing is flushed.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const server = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), settings });
  const teardown = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const urls = await provision(await ensureDatabase(server.adminUrl, templateDatabase), testPassword);
    await migrateAll(urls);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgresAdminUrl', server.adminUrl);
  return teardown;
}
