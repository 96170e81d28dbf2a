import { gatewayBehaviour } from '../../gateway/env.ts';
import { bookingsEnv } from '../../subgraphs/bookings/bookings.env.ts';
import { bookingsWorkerEnv } from '../../subgraphs/bookings/bookings.worker.env.ts';
import { contentEnv } from '../../subgraphs/content/content.env.ts';
import { therapistsEnv } from '../../subgraphs/therapists/therapists.env.ts';
import path from 'node:path';
import { z } from 'zod';
import {
  loadEnvFile,
  optional,
  parseSettings,
  portNumber,
  postgresUrl,
  sharedSettings,
} from '../../subgraphs/shared/env.ts';
import { projectRoot } from '../../subgraphs/shared/project-root.ts';

const shape = z.object({
  ...sharedSettings,
  ...therapistsEnv,
  ...bookingsEnv,
  ...bookingsWorkerEnv,
  ...contentEnv,
  ...gatewayBehaviour,
  PORT: optional(portNumber),
  DATABASE_URL: optional(postgresUrl),
  THERAPISTS_DATABASE_URL: optional(postgresUrl),
  BOOKINGS_DATABASE_URL: optional(postgresUrl),
  CONTENT_DATABASE_URL: optional(postgresUrl),
  DATA_FOLDER: z.string().min(1).default('.data'),
});

/** The settings of the one-machine start and its commands, read once at their start. Throws SettingsError. */
export function readOneMachineEnv() {
  loadEnvFile();
  const env = parseSettings(shape, process.env);
  const port = env.PORT ?? 4000;
  return {
    ...env,
    port,
    dataFolder: path.resolve(projectRoot, env.DATA_FOLDER),
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
  };
}

export type OneMachineEnv = ReturnType<typeof readOneMachineEnv>;
