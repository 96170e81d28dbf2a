import { z } from 'zod';
import { projectPath } from '../subgraphs/shared/project-root.ts';

/** A setting is missing or wrong; the message says which, in one line. */
export class SettingError extends Error {
  override name = 'SettingError';
}

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as http://localhost:4001/graphql',
});
const milliseconds = z.coerce.number().int().min(1).max(600_000);
const onOrOff = z.enum(['on', 'off']).transform((value) => value === 'on');

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).optional(),
  THERAPISTS_URL: address,
  BOOKINGS_URL: address,
  CONTENT_URL: address,
  SUPERGRAPH: z.string().min(1).default(projectPath('schema/supergraph.graphql')),
  IDE: onOrOff.default(true),
  CORS_ORIGINS: z
    .string()
    .default('*')
    .transform((value) =>
      value.trim() === '*' ? ('*' as const) : value.split(',').map((origin) => origin.trim()),
    ),
  REQUEST_TIMEOUT_MS: milliseconds.default(10_000),
  SHUTDOWN_GRACE_MS: milliseconds.default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});

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
  const name = String(issue?.path[0]);
  throw new SettingError(name in given ? `${name}: ${issue?.message}` : `${name} is not set.`);
}
