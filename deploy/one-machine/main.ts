import path from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayOptions } from '../../gateway/env.ts';
import { startServer } from '../../gateway/server.ts';
import { bookingsOptions } from '../../subgraphs/bookings/bookings.env.ts';
import { bookingsWorkerOptions } from '../../subgraphs/bookings/bookings.worker.env.ts';
import { contentOptions } from '../../subgraphs/content/content.env.ts';
import { therapistsOptions } from '../../subgraphs/therapists/therapists.env.ts';
import { SettingsError, tokenSettings } from '../../subgraphs/shared/env.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { exitOnFailure, stopOnSignals } from '../../subgraphs/shared/run.ts';
import { seedDemonstration } from '../demo/seed.ts';
import { loadReferenceContent } from '../demo/seed-content.ts';
import { openDevelopmentIssuer, type DevelopmentIssuer } from '../development-issuer/issuer.ts';
import { startWorkers } from '../worker/workers.ts';
import { discardOneMachineDatabase, openOneMachineDatabase } from './database.ts';
import { answerDemoImage } from './demo-images.ts';
import { readOneMachineEnv, type OneMachineEnv } from './env.ts';
import { openPlatform } from './platform.ts';
import { openSecrets, publicPart, type OneMachineSecrets } from './secrets.ts';
import { requireFreePort } from './require-free-port.ts';
import { lockDataFolder } from './start-lock.ts';
import { stopWithParent } from './stop-with-parent.ts';

// `npm start`: everything in one process, the database included.
await exitOnFailure(async () => {
  const { fresh } = readArguments();
  const env = readOneMachineEnv();
  // Asked before anything is started, so that a refusal leaves nothing behind.
  await requireFreePort(env.port, env.HOST);
  const lock = await lockDataFolder(env.dataFolder);
  if (fresh) await discardOneMachineDatabase(env.dataFolder);
  const stopping = new AbortController();
  const closing: (() => Promise<unknown>)[] = [];
  const started = start(env, closing, stopping.signal);
  const close = async () => {
    stopping.abort();
    // What is coming up must stand before it can be taken down.
    await started.catch(() => undefined);
    for (const step of closing.toReversed()) await step();
    lock.close();
  };
  stopOnSignals({ close });
  stopWithParent(() => process.kill(process.pid, 'SIGTERM'));
  try {
    await started;
  } catch (error) {
    // Told to stop, the signal's handler takes everything down and ends the process.
    if (stopping.signal.aborted) return;
    await close();
    throw error;
  }
});

/** Brings the parts up in order, leaving in `closing` how each is taken down again. */
async function start(
  env: OneMachineEnv,
  closing: (() => Promise<unknown>)[],
  stopping: AbortSignal,
): Promise<void> {
  const log = createLog(env.LOG_LEVEL);
  const secrets = await openSecrets(env.dataFolder);
  const database = await openOneMachineDatabase(env);
  closing.push(database.stop);
  say(`Using ${database.description}`);
  stopping.throwIfAborted();
  // Fictional people have no place where real ones are looked for.
  if (env.NODE_ENV === 'production') await loadReferenceContent(database.urls.content);
  else {
    const onProgress = (step: string) => {
      stopping.throwIfAborted();
      say(step);
    };
    await seedDemonstration(database.urls, { now: new Date(), onProgress });
  }
  stopping.throwIfAborted();
  const issuer =
    env.OIDC_ISSUER === undefined && env.NODE_ENV !== 'production' ? await developmentIssuer(env) : null;
  const platform = await openPlatform({
    urls: database.urls,
    tokens: issuer?.tokens ?? (await tokenSettings(env)),
    publicUrl: env.publicUrl,
    log,
    ...ownSettings(env, secrets),
    gateway: {
      ...gatewayOptions(env),
      routes: (request, response) => {
        const { pathname } = new URL(request.url ?? '/', env.publicUrl);
        return issuer?.answer(pathname, response) || answerDemoImage(pathname, response);
      },
    },
  });
  closing.push(platform.close);
  const workers = await startWorkers({ urls: database.urls, log, bookings: workerSettings(env) });
  closing.push(workers.close);
  const server = await startServer(platform.gateway, { port: env.port, host: env.HOST });
  closing.push(server.close);
  sayReady(env.publicUrl);
}

/** What the environment says of each subgraph, with the data folder's own secrets where it says nothing. */
function ownSettings(env: OneMachineEnv, { reviewTokenKey, previewSecret }: OneMachineSecrets) {
  const key = bookingsOptions(env).reviewTokenKey ?? reviewTokenKey;
  return {
    therapists: { reviewTokenKeys: therapistsOptions(env).reviewTokenKeys ?? { keys: [publicPart(key)] } },
    bookings: { ...bookingsOptions(env), reviewTokenKey: key },
    content: contentOptions({ ...env, PREVIEW_SECRET: env.PREVIEW_SECRET ?? previewSecret }, env.publicUrl),
  };
}

/** Mail goes into a folder beside the data unless the environment says where else. */
function workerSettings(env: OneMachineEnv) {
  const folder = env.MAIL_FOLDER ?? path.join(env.dataFolder, 'mail');
  return {
    ...bookingsWorkerOptions({ ...env, MAIL_FOLDER: folder }),
    joinUrlTemplate: bookingsOptions(env).joinUrlTemplate,
    publicUrl: env.publicUrl,
  };
}

function developmentIssuer(env: OneMachineEnv): Promise<DevelopmentIssuer> {
  return openDevelopmentIssuer({
    dataFolder: env.dataFolder,
    nodeEnv: env.NODE_ENV,
  });
}

function sayReady(publicUrl: string): void {
  const query = '{ articles(first: 1) { nodes { title } } recommendedTherapists(first: 1) { name } }';
  say(`
Rapport is ready.

  Open  ${publicUrl}/graphql
  Try   curl -s ${publicUrl}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'
  Stop  Ctrl-C
`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(): { fresh: boolean } {
  try {
    return { fresh: parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values.fresh };
  } catch {
    throw new SettingsError('Usage: npm start [-- --fresh]');
  }
}
