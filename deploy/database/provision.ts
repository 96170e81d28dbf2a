import pg from 'pg';
import { postgresUrl } from '../../subgraphs/shared/env.ts';

/** Every subgraph's name is also its schema and the role that owns it. */
export const subgraphNames = ['therapists', 'bookings', 'content'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Each subgraph's own URL, as the settings name it. */
export const subgraphUrlsShape = {
  THERAPISTS_DATABASE_URL: postgresUrl,
  BOOKINGS_DATABASE_URL: postgresUrl,
  CONTENT_DATABASE_URL: postgresUrl,
};

/** The settings by subgraph. */
export function subgraphUrls(
  env: Record<keyof typeof subgraphUrlsShape, string>,
): Record<SubgraphName, string> {
  return {
    therapists: env.THERAPISTS_DATABASE_URL,
    bookings: env.BOOKINGS_DATABASE_URL,
    content: env.CONTENT_DATABASE_URL,
  };
}

/** Trusted extensions, in a schema that all roles may use and none owns. */
const extensions = ['btree_gist', 'pg_trgm', 'unaccent'];

/**
 * Makes the roles, schemas and extensions in the database that `adminUrl` names, and answers each subgraph's own URL.
 * The password of every role is `passwordOf(role)`; running it again changes nothing else. Roles belong to the whole server,
 * so with `existing: 'keep'` one that is there keeps its password, and with it whoever else uses it.
 */
export async function provision(
  adminUrl: string,
  passwordOf: (role: SubgraphName) => string,
  { existing = 'set' }: { existing?: 'set' | 'keep' } = {},
): Promise<Record<SubgraphName, string>> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('begin');
    // Two starts at once would trip over each other's `create role`.
    await client.query(`select pg_advisory_xact_lock(hashtext('rapport provision'))`);
    await client.query('create schema if not exists extensions');
    for (const extension of extensions)
      await client.query(`create extension if not exists ${extension} schema extensions`);
    for (const role of subgraphNames) await provisionRole(client, role, passwordOf(role), existing);
    for (const role of subgraphNames) await shareEvents(client, role);
    // What bookings has yet to send is about people, so it lies where no sibling reads.
    await client.query('create schema if not exists bookings_jobs authorization bookings');
    await client.query('commit');
  } finally {
    await client.end();
  }
  return Object.fromEntries(
    subgraphNames.map((role) => [role, urlOfRole(adminUrl, role, passwordOf(role))]),
  ) as Record<SubgraphName, string>;
}

/** The same server's URL with another database, which is made when it is not there. */
export async function ensureDatabase(adminUrl: string, database: string, template?: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    const source = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
    if (rowCount === 0) {
      const creation = `create database ${client.escapeIdentifier(database)}${source}`;
      await client.query(creation).catch(unlessMadeMeanwhile);
    }
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** There is no `create database if not exists`: of two that come at once the second is told by either of two codes. */
function unlessMadeMeanwhile(error: unknown): void {
  const { code } = error as { code?: unknown };
  if (code !== '42P04' && code !== '23505') throw error;
}

async function provisionRole(
  client: pg.Client,
  role: SubgraphName,
  password: string,
  existing: 'set' | 'keep',
): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${role} login`);
  if (rowCount === 0 || existing === 'set')
    await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
  // Needed to hand a schema to a role one is not, when the administrator is no superuser.
  await client.query(`grant ${role} to current_user`);
  await client.query(`create schema if not exists ${role} authorization ${role}`);
  await client.query(`create schema if not exists ${role}_events authorization ${role}`);
  await client.query(`grant usage on schema extensions to ${role}`);
}

/** The events a subgraph publishes lie in its own database, in a queue that its siblings may take from. */
async function shareEvents(client: pg.Client, publisher: SubgraphName): Promise<void> {
  const siblings = subgraphNames.filter((name) => name !== publisher).join(', ');
  const schema = `${publisher}_events`;
  await client.query(`grant usage on schema ${schema} to ${siblings}`);
  const defaults = `alter default privileges for role ${publisher} in schema ${schema}`;
  await client.query(`${defaults} grant select, insert, update, delete on tables to ${siblings}`);
  await client.query(`${defaults} grant usage on sequences to ${siblings}`);
}

/** The URL by which a role reaches the database that the administrator's URL names. */
export function urlOfRole(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}
