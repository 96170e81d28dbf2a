import { describe, expect, it } from 'vitest';
import { defineLoader, inKeyOrder, RequestLoaders } from '../../../subgraphs/shared/loaders.ts';

interface Context {
  asked: unknown[][];
}

const doubled = defineLoader<Context, number, number>(async ({ asked }, keys) => {
  asked.push([...keys]);
  return keys.map((key) => (key < 0 ? new Error(`no ${key}`) : key * 2));
});

const byRange = defineLoader<Context, { from: number; to: number }, number>(
  async ({ asked }, keys) => {
    asked.push([...keys]);
    return keys.map(({ from, to }) => to - from);
  },
  ({ from, to }) => `${from} ${to}`,
);

describe('the loaders of a request', () => {
  it('ask once for all that was asked for, each key once, and remember it', async () => {
    const context: Context = { asked: [] };
    const loaders = new RequestLoaders(context);
    const values = await Promise.all([3, 1, 3, 2].map((key) => loaders.of(doubled).load(key)));
    expect(values).toEqual([6, 2, 6, 4]);
    await loaders.of(doubled).load(1);
    expect(context.asked).toEqual([[3, 1, 2]]);
  });

  it('take keys that are objects for the same when the loader says so', async () => {
    const context: Context = { asked: [] };
    const loader = new RequestLoaders(context).of(byRange);
    await Promise.all([
      loader.load({ from: 1, to: 3 }),
      loader.load({ from: 1, to: 3 }),
      loader.load({ from: 1, to: 4 }),
    ]);
    expect(context.asked).toEqual([
      [
        { from: 1, to: 3 },
        { from: 1, to: 4 },
      ],
    ]);
  });

  it('are kept apart by definition and by request', async () => {
    const [mine, theirs]: [Context, Context] = [{ asked: [] }, { asked: [] }];
    const loaders = new RequestLoaders(mine);
    await loaders.of(doubled).load(1);
    await loaders.of(byRange).load({ from: 0, to: 1 });
    await new RequestLoaders(theirs).of(doubled).load(1);
    expect(mine.asked).toHaveLength(2);
    expect(theirs.asked).toEqual([[1]]);
  });

  it('fail for the key that fails and for no other', async () => {
    const loader = new RequestLoaders<Context>({ asked: [] }).of(doubled);
    const [bad, good] = await Promise.allSettled([loader.load(-1), loader.load(1)]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'no -1' } });
    expect(good).toEqual({ status: 'fulfilled', value: 2 });
  });
});

it('puts rows in the order of the keys, with a gap where there is none', () => {
  const rows = [{ id: 'b' }, { id: 'a' }];
  expect(inKeyOrder(['a', 'x', 'b', 'a'], rows, ({ id }) => id, null)).toEqual([
    { id: 'a' },
    null,
    { id: 'b' },
    { id: 'a' },
  ]);
});
