import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { bookingsDatabase } from '../../../subgraphs/bookings/mikro-orm.config.ts';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
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
