import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadEnvFile, parseSettings, postgresUrl, SettingsError } from '../../subgraphs/shared/env.ts';
import { exitOnFailure } from '../../subgraphs/shared/run.ts';
import { seedDemonstration } from '../demo/seed.ts';
import { loadReferenceContent } from '../demo/seed-content.ts';
import { migrateAll } from './migrate.ts';
import { provision, subgraphUrls, subgraphUrlsShape } from './provision.ts';

// `npm run database`: makes a PostgreSQL ready for the split start. DATABASE_URL is an administrator's; each subgraph's
// own URL says which password its role shall have. Crisis lines and self tests come with it; `--demo` adds the demonstration data when there is none yet.
await exitOnFailure(async () => {
  loadEnvFile();
  const { demo } = readArguments();
  const env = parseSettings(z.object({ DATABASE_URL: postgresUrl, ...subgraphUrlsShape }), process.env);
  const urls = subgraphUrls(env);
  await provision(env.DATABASE_URL, (role) => decodeURIComponent(new URL(urls[role]).password));
  await migrateAll(urls);
  await loadReferenceContent(urls.content);
  if (demo)
    await seedDemonstration(urls, {
      now: new Date(),
      onProgress: (step) => process.stdout.write(`${step}\n`),
    });
  process.stdout.write('The database is ready.\n');
});

function readArguments(): { demo: boolean } {
  try {
    return { demo: parseArgs({ options: { demo: { type: 'boolean', default: false } } }).values.demo };
  } catch {
    throw new SettingsError('Usage: npm run database [-- --demo]');
  }
}
