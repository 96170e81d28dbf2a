import { z } from 'zod';
import { logLevels } from './log.ts';
import type { TokenSettings } from './viewer.ts';

/** A setting is wrong: `message` is one line for the person who starts the process, naming every setting at fault. */
export class SettingsError extends Error {}

const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535);
const optionalText = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const shape = z.object({
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  PORT: port.optional(),
  HOST: z.string().default('0.0.0.0'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .default('http://localhost:4000'),
  OIDC_ISSUER: optionalText,
  OIDC_AUDIENCE: z.string().default('rapport'),
  OIDC_JWKS_URL: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })])
    .optional(),
});

export type SubgraphEnv = z.infer<typeof shape>;

/** The settings of a subgraph's process, read once at its start. Throws SettingsError. */
export function readSubgraphEnv(source: NodeJS.ProcessEnv = process.env): SubgraphEnv {
  return parseSettings(shape, source);
}

/** Parses settings by a shape; the error names every setting that is wrong, in one line, and shows no value. */
export function parseSettings<Shape extends z.ZodType>(
  settingsShape: Shape,
  source: NodeJS.ProcessEnv,
): z.infer<Shape> {
  const result = settingsShape.safeParse(source);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return source[name] === undefined ? `${name} is missing` : `${name} ${message}`;
  });
  throw new SettingsError(`Wrong settings: ${faults.join('; ')}. See .env.example.`);
}

/** Where tokens are verified; null when no issuer is set. OIDC discovery's own rule gives the keys' usual address. */
export async function tokenSettings(env: SubgraphEnv): Promise<TokenSettings | null> {
  if (env.OIDC_ISSUER === undefined) return null;
  const keys = env.OIDC_JWKS_URL ? new URL(env.OIDC_JWKS_URL) : await discoverKeys(env.OIDC_ISSUER);
  return { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, keys };
}

async function discoverKeys(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    const { jwks_uri: jwksUri } = (await response.json()) as { jwks_uri?: string };
    return new URL(jwksUri ?? '');
  } catch {
    throw new SettingsError(
      `OIDC_ISSUER has no readable discovery document at ${address}; set OIDC_JWKS_URL.`,
    );
  }
}
