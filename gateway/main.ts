import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { gatewayOptions, loadEnvFile, readEnv, SettingError, type GatewayEnv } from './env.ts';
import { createGateway } from './gateway.ts';
import { startServer } from './server.ts';

/** What can be wrong from outside: told in one line, without where in the code it showed. */
function explain(error: unknown, env: GatewayEnv | undefined): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof SettingError) return message;
  if (code === 'EADDRINUSE') return `PORT: ${env?.PORT} is taken already.`;
  if (code === 'EACCES') return `PORT: ${env?.PORT} may not be used by this user.`;
  if (code === 'ENOENT') return `SUPERGRAPH: there is no file ${env?.SUPERGRAPH}.`;
  return message;
}

async function main(): Promise<void> {
  let env: GatewayEnv | undefined;
  try {
    loadEnvFile();
    env = readEnv(process.env);
    // Standard error, as every process of ours: standard output is for what a command answers.
    const log = pino({ level: env.LOG_LEVEL, base: undefined }, pino.destination({ dest: 2, sync: true }));
    const gateway = createGateway({
      supergraph: readFileSync(env.SUPERGRAPH, 'utf8'),
      subgraphs: {
        therapists: { url: env.THERAPISTS_URL },
        bookings: { url: env.BOOKINGS_URL },
        content: { url: env.CONTENT_URL },
      },
      log,
      ...gatewayOptions(env),
    });
    const server = await startServer(gateway, {
      port: env.PORT,
      grace: env.SHUTDOWN_GRACE_MS,
      ...(env.HOST ? { host: env.HOST } : {}),
    });
    const stop = async () => {
      await server.close();
      await gateway.dispose();
      log.info('stopped');
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
    log.info({ port: server.port }, `the graph is at ${server.url}/graphql`);
  } catch (error) {
    process.stderr.write(`The gateway cannot start: ${explain(error, env)}\n`);
    process.exitCode = 1;
  }
}

await main();
