import { parseArgs } from 'node:util';
import { SettingsError } from '../../../subgraphs/shared/env.ts';
import { exitOnFailure } from '../../../subgraphs/shared/run.ts';
import { openOneMachineDatabase } from '../../one-machine/database.ts';
import { readOneMachineEnv } from '../../one-machine/env.ts';
import { lockDataFolder } from '../../one-machine/start-lock.ts';
import { seedSize } from './seed-size.ts';

const most = 1_000_000;

// `npm run seed:size -- 10000`: adds so many therapists to the one-machine database, for trying it at size.
await exitOnFailure(async () => {
  const count = readCount();
  const env = readOneMachineEnv();
  const lock = await lockDataFolder(env.dataFolder);
  const database = await openOneMachineDatabase(env);
  try {
    process.stdout.write(`Adding ${count} therapists to ${database.description}\n`);
    const startedAt = Date.now();
    await seedSize(database.urls, {
      count,
      now: new Date(),
      onProgress: (done) => report(done, count, startedAt),
    });
  } finally {
    await database.stop();
    lock.close();
  }
});

function report(done: number, count: number, startedAt: number): void {
  if (done % 1000 !== 0 && done !== count) return;
  const seconds = (Date.now() - startedAt) / 1000;
  const left = Math.round((seconds / done) * (count - done));
  process.stdout.write(
    `${done} of ${count} (${Math.floor((100 * done) / count)}%), ${Math.round(seconds)} s so far, about ${left} s left\n`,
  );
}

function readCount(): number {
  const usage = `Usage: npm run seed:size -- COUNT (1 to ${most})`;
  try {
    const count = Number(parseArgs({ allowPositionals: true }).positionals[0]);
    if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  } catch {
    // Told below.
  }
  throw new SettingsError(usage);
}
