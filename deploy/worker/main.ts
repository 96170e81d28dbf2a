import { z } from 'zod';
import { bookingsEnv, bookingsOptions } from '../../subgraphs/bookings/bookings.env.ts';
import { bookingsWorkerEnv, bookingsWorkerOptions } from '../../subgraphs/bookings/bookings.worker.env.ts';
import { loadEnvFile, parseSettings, sharedSettings } from '../../subgraphs/shared/env.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { exitOnFailure, stopOnSignals } from '../../subgraphs/shared/run.ts';
import { subgraphUrls, subgraphUrlsShape } from '../database/provision.ts';
import { startWorkers } from './workers.ts';

await exitOnFailure(async () => {
  loadEnvFile();
  const env = parseSettings(
    z.object({ ...sharedSettings, ...subgraphUrlsShape, ...bookingsEnv, ...bookingsWorkerEnv }),
    process.env,
  );
  const log = createLog(env.LOG_LEVEL);
  const { joinUrlTemplate } = bookingsOptions(env);
  const publicUrl = env.PUBLIC_URL ?? 'http://localhost:4000';
  const bookings = { ...bookingsWorkerOptions(env), joinUrlTemplate, publicUrl };
  stopOnSignals(await startWorkers({ urls: subgraphUrls(env), log, bookings }));
  log.info('working');
});
