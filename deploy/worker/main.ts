import { z } from 'zod';
import { loadEnvFile, parseSettings, sharedSettings } from '../../subgraphs/shared/env.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { exitOnFailure, stopOnSignals } from '../../subgraphs/shared/run.ts';
import { subgraphUrls, subgraphUrlsShape } from '../database/provision.ts';
import { startWorkers } from './workers.ts';

await exitOnFailure(async () => {
  loadEnvFile();
  const env = parseSettings(z.object({ ...sharedSettings, ...subgraphUrlsShape }), process.env);
  const log = createLog(env.LOG_LEVEL);
  stopOnSignals(await startWorkers({ urls: subgraphUrls(env), log }));
  log.info('working');
});
