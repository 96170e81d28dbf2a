import { existsSync } from 'node:fs';
import { z } from 'zod';
import { logLevels } from './log.ts';
import { projectPath } from './project-root.ts';
import type { TokenSettings } from './viewer.ts';

/** A setting is wrong: `message` is one line for the person who starts the process, naming every setting at fault. */
export class SettingsError extends Error {}

export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' });
export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });
export const portNumber = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535);

/** An empty line in `.env` is a setting that is not set. */
export function optional<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value) => (value === '' ? undefined : value), shape.optional());
}

/** A setting that holds JSON of this shape, on one line. */
export function jsonOf<Shape extends z.ZodType>(shape: Shape) {
  const parsed = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  });
  return parsed.pipe(shape);
}

/** The settings of every process that serves a subgraph. */
export const sharedSettings = {
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: optional(webUrl),
  OIDC_ISSUER: optional(z.string()),
  OIDC_AUDIENCE: z.string().default('rapport'),
  OIDC_JWKS_URL: optional(webUrl),
};

/** What every subgraph's own process is told, under names that let all of them share one environment file. */
export interface SubgraphEnv {
  databaseUrl: string;
  port: number;
  host: string;
  logLevel: (typeof logLevels)[number];
  publicUrl: string;
  oidc: OidcEnv;
}

export interface OidcEnv {
  OIDC_ISSUER?: string | undefined;
  OIDC_AUDIENCE: string;
  OIDC_JWKS_URL?: string | undefined;
}

/** Where the three subgraphs listen when nothing else is said: the gateway's defaults name the same ports. */
const defaultPorts: Record<string, number> = { therapists: 4001, bookings: 4002, content: 4003 };

/** The settings of a subgraph's process, with those that only this subgraph has (`own`). Throws SettingsError. */
export function readSubgraphEnv<Own extends z.ZodRawShape>(
  name: string,
  own: Own,
): { common: SubgraphEnv; own: z.infer<z.ZodObject<Own>> } {
  loadEnvFile();
  const urlName = `${name.toUpperCase()}_DATABASE_URL`;
  const portName = `${name.toUpperCase()}_PORT`;
  const shape = z.object({
    ...sharedSettings,
    [urlName]: postgresUrl,
    [portName]: optional(portNumber),
    ...own,
  });
  const env = parseSettings(shape, process.env) as z.infer<z.ZodObject<typeof sharedSettings>> &
    z.infer<z.ZodObject<Own>> &
    Record<string, unknown>;
  const common = {
    databaseUrl: env[urlName] as string,
    port: (env[portName] as number | undefined) ?? defaultPorts[name] ?? 0,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    publicUrl: (env.PUBLIC_URL ?? 'http://localhost:4000').replace(/\/$/, ''),
    oidc: env,
  };
  return { common, own: env };
}

/** Takes settings from `.env` where there is one; what the environment says already stands. */
export function loadEnvFile(): void {
  const file = projectPath('.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Parses settings by a shape, where an empty one counts as not set; the error names every setting that is wrong, in one
 * line, and shows no value.
 */
export function parseSettings<Shape extends z.ZodType>(
  shape: Shape,
  source: NodeJS.ProcessEnv,
): z.infer<Shape> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join('.')} ${String(path[0]) in given ? message : 'is missing'}`,
  );
  throw new SettingsError(`Wrong settings: ${faults.join('; ')}. See .env.example.`);
}

/** Where tokens are verified; null when no issuer is set. OIDC discovery's own rule gives the keys' usual address. */
export async function tokenSettings(env: OidcEnv): Promise<TokenSettings | null> {
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
