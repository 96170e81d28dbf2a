import { existsSync } from 'node:fs';
import { z } from 'zod';
import { projectPath } from '../subgraphs/shared/project-root.ts';

/** A setting is wrong; the message says which, in one line. */
export class SettingError extends Error {
  override name = 'SettingError';
}

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as http://localhost:4001/graphql',
});
const milliseconds = z.coerce.number().int().min(1).max(600_000);
const onOrOff = z.enum(['on', 'off']).transform((value) => value === 'on');

/** What a gateway is told wherever it runs. */
export const gatewayBehaviour = {
  IDE: onOrOff.default(true),
  CORS_ORIGINS: z
    .string()
    .default('*')
    .transform((value) =>
      value.trim() === '*' ? ('*' as const) : value.split(',').map((origin) => origin.trim()),
    ),
  REQUEST_TIMEOUT_MS: milliseconds.default(10_000),
};

/** Those settings as `createGateway` takes them. */
export function gatewayOptions(env: z.infer<z.ZodObject<typeof gatewayBehaviour>>) {
  return { ide: env.IDE, corsOrigins: env.CORS_ORIGINS, timeout: env.REQUEST_TIMEOUT_MS };
}

const settings = z.object({
  ...gatewayBehaviour,
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).optional(),
  THERAPISTS_URL: address.default('http://localhost:4001/graphql'),
  BOOKINGS_URL: address.default('http://localhost:4002/graphql'),
  CONTENT_URL: address.default('http://localhost:4003/graphql'),
  SUPERGRAPH: z.string().min(1).default(projectPath('schema/supergraph.graphql')),
  SHUTDOWN_GRACE_MS: milliseconds.default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});

/** Takes settings from `.env` where there is one; what the environment says already stands. */
export function loadEnvFile(): void {
  const file = projectPath('.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

export type GatewayEnv = z.infer<typeof settings>;

/**
 * Reads the settings of a gateway that runs by itself. An empty variable counts as none.
 *
 * @throws SettingError for the first setting that is wrong
 */
export function readEnv(env: Readonly<Record<string, string | undefined>>): GatewayEnv {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SettingError(`${String(issue?.path[0])}: ${issue?.message}`);
}
