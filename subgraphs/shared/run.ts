import type { z } from 'zod';
import { readSubgraphEnv, SettingsError, tokenSettings } from './env.ts';
import { createLog } from './log.ts';
import { serveSubgraph, type RunningServer } from './serve.ts';
import type { Subgraph, SubgraphSettings } from './subgraph.ts';

/** A subgraph's own process: settings from the environment, HTTP until told to stop. */
export async function runSubgraph<Own extends z.ZodRawShape>(
  name: string,
  ownSettings: Own,
  open: (settings: SubgraphSettings, own: z.infer<z.ZodObject<Own>>) => Subgraph,
): Promise<void> {
  await exitOnFailure(async () => {
    const { common, own } = readSubgraphEnv(name, ownSettings);
    const log = createLog(common.logLevel);
    const { databaseUrl: url, publicUrl } = common;
    const tokens = await tokenSettings(common.oidc);
    const subgraph = open({ database: { url }, tokens, publicUrl, log }, own);
    if (!(await subgraph.ready())) {
      throw new SettingsError(`The database cannot be reached. Check ${name.toUpperCase()}_DATABASE_URL.`);
    }
    const server = await serveSubgraph(subgraph, common.port, common.host);
    stopOnSignals(server);
    log.info({ subgraph: name, url: server.url }, 'listening');
  });
}

/** Ctrl-C and SIGTERM finish what is in flight; a second signal does not wait. */
export function stopOnSignals(server: Pick<RunningServer, 'close'>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** A start that cannot succeed says why in one line and exits with 1. */
export async function exitOnFailure(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error)}\n`);
    process.exit(1);
  }
}

function explainStartFailure(error: unknown): string {
  const { code, port, address, path, message } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what listens there, or set another port.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${address ?? ''} is no address of this machine.`;
  if ((code === 'EACCES' || code === 'EROFS') && path !== undefined)
    return `${path} cannot be written. Check DATA_FOLDER.`;
  if (code === '28P01')
    return "The database refuses a password. If the subgraphs' roles were made by another start, give their own URLs (see .env.example).";
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return 'The database cannot be reached. Check DATABASE_URL.';
  return message ?? String(error);
}
