import { z } from 'zod';
import { runContentCommand } from '../../subgraphs/content/content-command.ts';
import { loadEnvFile, optional, parseSettings, postgresUrl } from '../../subgraphs/shared/env.ts';
import { exitOnFailure } from '../../subgraphs/shared/run.ts';
import { reachOneMachineDatabase } from './database.ts';
import { readOneMachineEnv } from './env.ts';

// `npm run content -- import DIR | export DIR`, on the database of CONTENT_DATABASE_URL where that is set, else on that of
// the one-machine start, whether it is running or not.
await exitOnFailure(async () => {
  loadEnvFile();
  const command = {
    args: process.argv.slice(2),
    now: new Date(),
    say: (line: string) => void process.stdout.write(`${line}\n`),
  };
  const settings = parseSettings(z.object({ CONTENT_DATABASE_URL: optional(postgresUrl) }), process.env);
  if (settings.CONTENT_DATABASE_URL !== undefined) {
    return runContentCommand({ ...command, databaseUrl: settings.CONTENT_DATABASE_URL });
  }
  const database = await reachOneMachineDatabase(readOneMachineEnv());
  try {
    await runContentCommand({ ...command, databaseUrl: database.urls.content });
  } finally {
    await database.stop();
  }
});
