import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
import { forgetOldKeys, Refusal, settleOnce, type Outcome } from '../../../subgraphs/shared/idempotency.ts';
import { createTestDatabase } from '../../support/database.ts';

const now = new Date('2026-07-01T00:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const attempt = { actor: 'ada', key: 'key-1', operation: 'make', input: { name: 'a' }, now };

let orm: MikroORM;
let runs = 0;

beforeAll(async () => {
  const { content } = await createTestDatabase();
  orm = openDatabase({ name: 'content', entities: [], migrations: [] }, { url: content });
  await orm.em.fork().execute('create table made (name text primary key)');
});
beforeEach(async () => {
  runs = 0;
  await orm.em.fork().execute('truncate idempotency, made');
});
afterAll(() => orm.close());

/** Makes one row, and takes long enough for others to come in between. */
function making(name: string, then: () => Outcome | Promise<Outcome> = () => ({ type: 'Made', name })) {
  return async (em: Parameters<Parameters<typeof settleOnce>[2]>[0]): Promise<Outcome> => {
    runs += 1;
    await readRows(em, sql`insert into made values (${name})`);
    await readRows(em, sql`select pg_sleep(0.02)`);
    return then();
  };
}

async function made(): Promise<string[]> {
  const rows = await readRows(orm.em.fork(), sql<{ name: string }>`select name from made order by name`);
  return rows.map(({ name }) => name);
}

const settle = (over: Partial<typeof attempt> = {}, work = making('a')) =>
  settleOnce(orm.em.fork(), { ...attempt, ...over }, work);

describe('the same key with the same input', () => {
  it('does the work once and answers alike, however many ask at once', async () => {
    const settled = await Promise.all(Array.from({ length: 50 }, () => settle()));
    const outcome = { type: 'Made', name: 'a' };
    expect(settled.filter((each) => each !== 'conflict' && !each.replayed)).toEqual([
      { outcome, replayed: false },
    ]);
    expect(settled.filter((each) => each !== 'conflict' && each.replayed)).toEqual(
      Array.from({ length: 49 }, () => ({ outcome, replayed: true })),
    );
    expect(runs).toBe(1);
    expect(await made()).toEqual(['a']);
  });

  it('is the same whatever order the input is written in, and with what is not given left out', async () => {
    await settle({ input: { name: 'a', when: { from: hours(1), to: null }, tags: ['x', 'y'] } as never });
    const again = { tags: ['x', 'y'], note: undefined, when: { to: null, from: hours(1) }, name: 'a' };
    expect(await settle({ input: again as never })).toMatchObject({ replayed: true });
  });

  it('answers an outcome as it was first answered, with all that is in it', async () => {
    const outcome = { type: 'Made', id: 'x', nested: { list: [1, null, 'é'], empty: {} }, none: null };
    await settle(
      {},
      making('a', () => outcome),
    );
    expect(await settle()).toEqual({ outcome, replayed: true });
  });
});

describe('the same key with something else', () => {
  it.each([
    ['another input', { input: { name: 'b' } }],
    ['a list in another order', { input: { name: ['b', 'a'] } as never }],
    ['another operation', { operation: 'unmake' }],
  ])('is a conflict, and nothing is done: %s', async (_what, over) => {
    await settle({ input: _what.startsWith('a list') ? ({ name: ['a', 'b'] } as never) : attempt.input });
    expect(await settle(over, making('b'))).toBe('conflict');
    expect(await made()).toEqual(['a']);
    expect(runs).toBe(1);
  });

  it('is a conflict for whoever comes second, when two come at once', async () => {
    const both = await Promise.all([settle(), settle({ input: { name: 'b' } }, making('b'))]);
    expect(both.filter((each) => each === 'conflict')).toHaveLength(1);
    expect(await made()).toHaveLength(1);
  });
});

it("takes another actor's key for another key", async () => {
  await settle();
  expect(await settle({ actor: 'bob' }, making('b'))).toMatchObject({ replayed: false });
  expect(await made()).toEqual(['a', 'b']);
});

describe('a refusal', () => {
  const refuse = making('a', () => {
    throw new Refusal({ type: 'SlotTaken', alternatives: ['s1'] });
  });

  it('undoes what was done and is what every repeat gets', async () => {
    const outcome = { type: 'SlotTaken', alternatives: ['s1'] };
    expect(await settle({}, refuse)).toEqual({ outcome, replayed: false });
    expect(await made()).toEqual([]);
    expect(await settle()).toEqual({ outcome, replayed: true });
    expect(await made()).toEqual([]);
  });

  it('is got by all who ask at once', async () => {
    const settled = await Promise.all(Array.from({ length: 10 }, () => settle({}, refuse)));
    expect(settled.map((each) => each !== 'conflict' && each.outcome.type)).toEqual(
      Array(10).fill('SlotTaken'),
    );
    expect(runs).toBe(1);
  });
});

describe('a fault', () => {
  const fail = making('a', () => Promise.reject(new Error('the mail server is gone')));

  it('undoes what was done, and the key with it, so that it can be tried again', async () => {
    await expect(settle({}, fail)).rejects.toThrow('the mail server is gone');
    expect(await made()).toEqual([]);
    expect(await settle()).toMatchObject({ outcome: { type: 'Made' }, replayed: false });
    expect(await made()).toEqual(['a']);
  });

  it('of the first lets the next do the work', async () => {
    let isFirst = true;
    const failOnce = making('a', () => {
      const outcome = { type: 'Made' };
      if (!isFirst) return outcome;
      isFirst = false;
      throw new Error('once');
    });
    const settled = await Promise.allSettled([
      settle({}, failOnce),
      settle({}, failOnce),
      settle({}, failOnce),
    ]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(runs).toBe(2);
    expect(await made()).toEqual(['a']);
  });

  it('of a statement is one too: the whole transaction is undone', async () => {
    await readRows(orm.em.fork(), sql`insert into made values ('a')`);
    await expect(settle()).rejects.toMatchObject({ code: '23505' });
    expect(await readRows(orm.em.fork(), sql`select key from idempotency`)).toEqual([]);
  });
});

describe('a key', () => {
  it('is remembered for 24 hours and free after that', async () => {
    await settle();
    expect(await settle({ now: hours(23.99) })).toMatchObject({ replayed: true });
    expect(await settle({ now: hours(24.01), input: { name: 'b' } }, making('b'))).toEqual({
      outcome: { type: 'Made', name: 'b' },
      replayed: false,
    });
    expect(await settle({ now: hours(24.02), input: { name: 'b' } })).toMatchObject({ replayed: true });
    expect(await settle({ now: hours(24.02) })).toBe('conflict');
  });

  it('that has become free is taken by one of those who ask at once', async () => {
    await settle({ now: hours(-25) });
    await readRows(orm.em.fork(), sql`truncate made`);
    const settled = await Promise.all(Array.from({ length: 10 }, () => settle()));
    expect(settled.filter((each) => each !== 'conflict' && !each.replayed)).toHaveLength(1);
    expect(await made()).toEqual(['a']);
  });

  it('is deleted once it is past remembering, and no sooner', async () => {
    await settle({ key: 'old', now: hours(-24.01) });
    await settle({ key: 'young', now: hours(-23.99) }, making('b'));
    expect(await forgetOldKeys(orm.em.fork(), now)).toBe(1);
    const left = await readRows(orm.em.fork(), sql<{ key: string }>`select key from idempotency`);
    expect(left).toEqual([{ key: 'young' }]);
  });

  it.each(['', ' ', 'a b', 'a\n', 'é', 'a\u0000', 'x'.repeat(256)])('may not be %j', async (key) => {
    await expect(settle({ key })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'idempotencyKey' },
    });
    expect(runs).toBe(0);
  });

  it.each(['a', '0b4e5d0c-8f0e-4a33-9f0c-7d1f0a3d2a11', '!~', 'x'.repeat(255)])('may be %j', async (key) => {
    expect(await settle({ key })).toMatchObject({ replayed: false });
  });
});
