import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../deploy/database/embedded-postgres.ts';
import { migrateAll } from '../../../deploy/database/migrate.ts';
import {
  ensureDatabase,
  provision,
  subgraphNames,
  urlOfRole,
  type SubgraphName,
} from '../../../deploy/database/provision.ts';

// A server of this file's own: roles belong to a whole server, and here an ordinary administrator makes them.
let folder: string;
let server: EmbeddedPostgres;
let adminUrl: string;
let urls: Record<SubgraphName, string>;

const passwordOf = (role: SubgraphName) => `${role}: p@ss/wörd?#%'"\\`;
const insufficientPrivilege = { code: '42501' };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rapport-provision-'));
  await chmod(folder, 0o711);
  server = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), settings: { fsync: 'off' } });
  await query(server.adminUrl, `create role keeper login createrole createdb password 'keeper'`);
  await query(server.adminUrl, 'create database given owner keeper');
  adminUrl = urlOfRole(server.adminUrl, 'keeper', 'keeper').replace(/\/postgres$/, '/given');
  [urls] = await Promise.all([provision(adminUrl, passwordOf), provision(adminUrl, passwordOf)]);
  // As two processes do that start at once on a server where nothing is yet.
  await Promise.all([migrateAll(urls), migrateAll(urls)]);
});

afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const clients = new Map<string, pg.Client>();

/** Whether a new connection is let in. */
async function logIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

async function query(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  let client = clients.get(url);
  if (client === undefined) {
    client = new pg.Client({ connectionString: url });
    clients.set(url, client);
    await client.connect();
  }
  let rows: Record<string, unknown>[] = [];
  for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
  return rows;
}

describe('an administrator who is no superuser', () => {
  it('can make the database ready', async () => {
    const [me] = await query(adminUrl, 'select rolsuper from pg_roles where rolname = current_user');
    expect(me).toEqual({ rolsuper: false });
    for (const name of subgraphNames) {
      const [row] = await query(
        urls[name],
        'select current_user as name, current_setting($$is_superuser$$) as super',
      );
      expect(row).toEqual({ name, super: 'off' });
    }
  });

  it('can do so again, and all that is in it stays', async () => {
    await query(urls.content, 'create table content.kept as select 7 as number');
    await Promise.all([provision(adminUrl, passwordOf), provision(adminUrl, passwordOf)]);
    await migrateAll(urls);
    expect(await query(urls.content, 'select number from content.kept')).toEqual([{ number: 7 }]);
    await query(urls.content, 'drop table content.kept');
  });

  it('gives a role its new password', async () => {
    const renewed = await provision(adminUrl, (role) => (role === 'content' ? 'renewed' : passwordOf(role)));
    await logIn(renewed.content);
    await expect(logIn(urls.content)).rejects.toMatchObject({ code: '28P01' });
    await provision(adminUrl, passwordOf);
    await logIn(urls.content);
    await expect(logIn(renewed.content)).rejects.toMatchObject({ code: '28P01' });
  });

  it('leaves the passwords of roles that others use when it is told to', async () => {
    const others = await provision(adminUrl, () => 'another', { existing: 'keep' });
    await expect(logIn(others.content)).rejects.toMatchObject({ code: '28P01' });
    await logIn(urls.content);
  });

  it('can make the database itself, and is content when it is there', async () => {
    const wanted = await Promise.all([1, 2, 3].map(() => ensureDatabase(adminUrl, 'a "new" one')));
    for (const url of [...wanted, await ensureDatabase(adminUrl, 'a "new" one')])
      expect(await query(url, 'select current_database() as name')).toEqual([{ name: 'a "new" one' }]);
  });
});

describe('each subgraph', () => {
  const pairs = subgraphNames.flatMap((reader) =>
    subgraphNames.filter((owner) => owner !== reader).map((owner) => [reader, owner] as const),
  );

  it.each(subgraphNames)('has tables, which it may read: %s', async (name) => {
    const tables = await tablesOf(name);
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) await query(urls[name], `select from ${name}.${table} limit 1`);
  });

  it.each(pairs)('%s cannot read, change or name a table of %s', async (reader, owner) => {
    for (const table of await tablesOf(owner)) {
      await expect(query(urls[reader], `select from ${owner}.${table}`)).rejects.toMatchObject(
        insufficientPrivilege,
      );
      await expect(query(urls[reader], `delete from ${owner}.${table}`)).rejects.toMatchObject(
        insufficientPrivilege,
      );
    }
  });

  it.each(pairs)(
    '%s cannot put anything into the schema of %s, nor take its place',
    async (intruder, owner) => {
      for (const statement of [
        `create table ${owner}.mine (id int)`,
        `create function ${owner}.now() returns int language sql as 'select 1'`,
        `create table ${owner}_events.mine (id int)`,
        `drop schema ${owner} cascade`,
        `drop table ${owner}_events.job`,
        `truncate ${owner}_events.job`,
        `set role ${owner}`,
      ])
        await expect(query(urls[intruder], statement)).rejects.toMatchObject(insufficientPrivilege);
    },
  );

  it.each(subgraphNames)(
    '%s cannot change what all share, nor make schemas, databases or roles',
    async (name) => {
      for (const statement of [
        'create table extensions.mine (id int)',
        'create table public.mine (id int)',
        'drop extension unaccent',
        'create schema mine',
        'create database mine',
        'create role mine',
      ])
        await expect(query(urls[name], statement)).rejects.toMatchObject(insufficientPrivilege);
      await expect(query(urls[name], 'drop extension pg_trgm cascade')).rejects.toMatchObject(
        insufficientPrivilege,
      );
      expect(await query(urls[name], `select extensions.unaccent('Zoë') as plain`)).toEqual([
        { plain: 'Zoe' },
      ]);
    },
  );

  it.each(pairs)('%s may take from the queue of %s', async (consumer, publisher) => {
    const taking = `delete from ${publisher}_events.job where false returning id`;
    expect(await query(urls[consumer], taking)).toEqual([]);
  });
});

async function tablesOf(name: SubgraphName): Promise<string[]> {
  const rows = await query(
    urls[name],
    `select tablename from pg_tables where schemaname = '${name}' order by 1`,
  );
  return rows.map(({ tablename }) => String(tablename));
}
