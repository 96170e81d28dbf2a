import { inject } from 'vitest';
import pg from 'pg';
import { ensureDatabase, type SubgraphName } from '../../deploy/database/provision.ts';
import { seedDemonstration } from '../../deploy/demo/seed.ts';
import { copyOf, templateDatabase, urlsOf } from './database.ts';

const demoTemplate = 'rapport_demo_template';

/** A database of the test file's own with the demonstration data, copied from one that the first to ask has seeded. */
export async function createDemoDatabase(): Promise<Record<SubgraphName | 'admin', string>> {
  const adminUrl = inject('postgresAdminUrl');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Test files run side by side: the lock makes one seed and the others wait.
    await client.query(`select pg_advisory_lock(hashtext('demo template'))`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [demoTemplate]);
    if (rowCount === 0) {
      const unfinished = `${demoTemplate}_unfinished`;
      const urls = urlsOf(await ensureDatabase(adminUrl, unfinished, templateDatabase));
      await seedDemonstration(urls, { now: new Date(), onProgress: () => undefined });
      await client.query(`alter database ${unfinished} rename to ${demoTemplate}`);
    }
    return await copyOf(demoTemplate);
  } finally {
    await client.end();
  }
}
