import type { MikroORM } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsDatabase } from '../../../subgraphs/bookings/mikro-orm.config.ts';
import {
  migrate,
  openDatabase,
  readRows,
  violatedConstraint,
  type DatabaseDefinition,
} from '../../../subgraphs/shared/database.ts';
import { createTestDatabase } from '../../support/database.ts';

it('tells of every statement, whether MikroORM or a hand-written one sends it', async () => {
  const { bookings } = await createTestDatabase();
  const statements: string[] = [];
  const orm = openDatabase(bookingsDatabase, { url: bookings, onStatement: (text) => statements.push(text) });
  // Connecting asks questions of its own.
  await orm.connect();
  const em = orm.em.fork();
  await em.execute('select 0');
  statements.length = 0;
  await em.execute('select 1');
  await readRows(em, sql`select ${2}::int`);
  await em.transactional((tx) => readRows(tx, sql`select 3`));
  await orm.close();
  expect(statements).toEqual(['select 1', 'select $1::int', 'begin', 'select 3', 'commit']);
});

describe('migrations', () => {
  class First extends Migration {
    override up(): void {
      this.addSql('create table counted (id int primary key, at timestamptz not null)');
    }
  }
  class Second extends Migration {
    override up(): void {
      // Slow enough for whoever comes at the same time.
      this.addSql(`insert into counted select 1, now() from pg_sleep(0.1)`);
    }
  }
  class Failing extends Migration {
    override up(): void {
      this.addSql(`insert into counted values (2, now())`);
      this.addSql('select no_such_column from counted');
    }
  }
  const first = { name: 'test-1', class: First };
  const second = { name: 'test-2', class: Second };
  const definition = (...migrations: DatabaseDefinition['migrations']) => ({
    name: 'content',
    entities: [],
    migrations,
  });

  async function migrateWith(url: string, ...migrations: DatabaseDefinition['migrations']): Promise<void> {
    const orm = openDatabase(definition(...migrations), { url });
    await migrate(orm, 'content').finally(() => orm.close());
  }

  it('run once, in order, however many processes start at once, and again only what is new', async () => {
    const { content } = await createTestDatabase();
    const orm = openDatabase(definition(), { url: content });
    await migrateWith(content, first);
    await Promise.all(Array.from({ length: 4 }, () => migrateWith(content, first, second)));
    await migrateWith(content, first, second);
    expect(await readRows(orm.em.fork(), sql`select id from counted`)).toEqual([{ id: 1 }]);
    const done = sql`select name, count(*)::int from migration where name like 'test-%' group by 1 order by 1`;
    expect(await readRows(orm.em.fork(), done)).toEqual([
      { name: 'test-1', count: 1 },
      { name: 'test-2', count: 1 },
    ]);
    await orm.close();
  });

  it('leave nothing behind when one fails, and let the next try run it', async () => {
    const { content } = await createTestDatabase();
    const orm = openDatabase(definition(), { url: content });
    const failing = { name: 'test-3', class: Failing };
    await expect(migrateWith(content, first, failing)).rejects.toMatchObject({ code: '42703' });
    await expect(migrateWith(content, first, failing)).rejects.toMatchObject({ code: '42703' });
    await migrateWith(content, first, second);
    expect(await readRows(orm.em.fork(), sql`select id from counted`)).toEqual([{ id: 1 }]);
    await orm.close();
  });
});

describe('a violated constraint', () => {
  let orm: MikroORM;
  beforeAll(async () => {
    const { content } = await createTestDatabase();
    orm = openDatabase({ name: 'content', entities: [], migrations: [] }, { url: content });
    await orm.em.fork().execute(`
      create table seat (id int constraint seat_key primary key, taken int4range not null,
        row_number int references seat, note text constraint short_note check (length(note) < 5),
        constraint no_overlap exclude using gist (taken with &&))`);
    await orm.em.fork().execute(`insert into seat values (1, '[1,5)')`);
  });
  afterAll(() => orm.close());

  it.each([
    ['23505', 'seat_key', `insert into seat values (1, '[7,8)')`],
    ['23P01', 'no_overlap', `insert into seat values (2, '[4,6)')`],
    ['23514', 'short_note', `insert into seat values (2, '[7,8)', 1, 'too long')`],
    ['23503', 'seat_row_number_fkey', `insert into seat values (2, '[7,8)', 9)`],
  ])(
    'is known by its class and name, whoever sent the statement: %s %s',
    async (code, constraint, statement) => {
      const ways = [
        () => orm.em.fork().execute(statement),
        () => readRows(orm.em.fork(), sql.raw(statement)),
        () => orm.em.fork().transactional((em) => em.execute(statement)),
        () =>
          orm.em
            .fork()
            .transactional((em) => em.transactional((nested) => readRows(nested, sql.raw(statement)))),
      ];
      for (const way of ways) {
        const error: unknown = await way().catch((thrown: unknown) => thrown);
        expect(violatedConstraint(error)).toEqual({ code, constraint });
        expect(violatedConstraint(new Error('while booking', { cause: error }))).toEqual({
          code,
          constraint,
        });
      }
    },
  );

  it('is nothing else', async () => {
    const missing: unknown = await orm.em
      .fork()
      .execute('select * from nowhere')
      .catch((thrown: unknown) => thrown);
    expect(missing).toBeInstanceOf(Error);
    for (const other of [
      missing,
      new Error('23505'),
      { code: '23505', constraint: 'x' },
      null,
      undefined,
      'x',
    ])
      expect(violatedConstraint(other)).toBeNull();
  });
});

it('sends every value as a parameter, lists included', async () => {
  const { content } = await createTestDatabase();
  const orm = openDatabase({ name: 'content', entities: [], migrations: [] }, { url: content });
  const texts = [`'; drop table service; --`, 'a,b', '{"c"}', '', 'NULL', 'é\\'];
  const at = new Date('2026-07-01T12:34:56.789Z');
  const [row] = await readRows(
    orm.em.fork(),
    sql<object>`select ${texts}::text[] as texts, ${at}::timestamptz as at, ${texts[0]} = any(${texts}) as found,
      ${null}::text as nothing, current_setting('TimeZone') as zone`,
  );
  // An instant comes back as PostgreSQL writes it, for whoever reads it to make a Date of.
  expect(row).toEqual({ texts, at: '2026-07-01 12:34:56.789+00', found: true, nothing: null, zone: 'UTC' });
  await orm.close();
});
