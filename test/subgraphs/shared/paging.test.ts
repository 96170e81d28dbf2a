import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCursor,
  encodeCursor,
  requireFirst,
  toConnection,
  type Connection,
  type CursorKey,
  type CursorPart,
} from '../../../subgraphs/shared/paging.ts';

const badInput = (field: string) =>
  expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field } });

describe('first', () => {
  it.each([1, 2, 99, 100])('may be %d', (first) => {
    expect(requireFirst(first)).toBe(first);
  });

  it.each([0, -1, 101, 1.5, NaN, Infinity])('may not be %d', (first) => {
    expect(() => requireFirst(first)).toThrow(badInput('first'));
  });

  it('keeps to a list of its own length, and names the argument at fault', () => {
    expect(requireFirst(20, 20)).toBe(20);
    expect(() => requireFirst(21, 20, 'input.count')).toThrow(badInput('input.count'));
    expect(() => requireFirst(21, 20)).toThrow('first must be from 1 to 20.');
  });
});

describe('a cursor', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.constant(null),
  );

  it('gives back the key it was made of, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(part, { minLength: 1, maxLength: 4 }), (order, key) => {
        expect(decodeCursor(encodeCursor(order, key), order, key.length)).toEqual(key);
      }),
    );
  });

  it('can stand in an address as it is', () => {
    fc.assert(
      fc.property(fc.array(part), (key) => {
        expect(encodeCursor('ORDER', key)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it('of another order or filter is refused rather than skipping rows', () => {
    const cursor = encodeCursor('NEWEST', ['2026-07-01', 'article_1']);
    expect(() => decodeCursor(cursor, 'TITLE', 2)).toThrow('after is a cursor of another order or filter.');
    expect(() => decodeCursor(cursor, 'TITLE', 2)).toThrow(badInput('after'));
  });

  const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each<[string, string]>([
    ['nothing', ''],
    ['a row number', '10'],
    ['no JSON', Buffer.from('NEWEST,1').toString('base64url')],
    ['no list', written({ order: 'NEWEST' })],
    ['a text', written('NEWEST')],
    ['null', written(null)],
    ['a key that is too short', written(['NEWEST', 1])],
    ['a key that is too long', written(['NEWEST', 1, 'a', 'b'])],
    ['a key with a list in it', written(['NEWEST', 1, ['a']])],
    ['a key with an object in it', written(['NEWEST', { toString: 1 }, 'a'])],
    ['a key with a truth in it', written(['NEWEST', true, 'a'])],
  ])('that is %s is not ours', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 'NEWEST', 2)).toThrow('after is not a cursor of this connection.');
    expect(() => decodeCursor(cursor, 'NEWEST', 2)).toThrow(badInput('after'));
  });

  describe('whose order says what its key holds', () => {
    it.each<[CursorPart, ...unknown[]]>([
      ['text', '', 'a', '7', null],
      ['number', 0, -4.5, 1e21, '0.30396356', '1e-05', null],
      [
        'instant',
        '2026-07-01T00:00:00.000Z',
        '2024-02-29 23:59:59.123456+00',
        '2026-07-01 00:00:00+09:30',
        null,
      ],
    ])('takes as %s what it was made of', (kind, ...parts) => {
      for (const part of parts) expect(decodeCursor(written(['TOP', part]), 'TOP', [kind])).toEqual([part]);
    });

    it.each<[CursorPart, ...unknown[]]>([
      ['text', 7, 'a\u0000'],
      ['number', '', 'NaN', 'four', '4; drop', '0x10', '1e999'],
      ['instant', '', 'now', 'infinity', '2026-13-01T00:00:00Z', '2026-02-30 00:00:00+00', '2026-07-01', 0],
    ])('refuses as %s what PostgreSQL could not compare', (kind, ...parts) => {
      for (const part of parts)
        expect(() => decodeCursor(written(['TOP', part]), 'TOP', [kind])).toThrow(badInput('after'));
    });

    it('counts its parts', () => {
      expect(() => decodeCursor(encodeCursor('TOP', [1]), 'TOP', ['number', 'text'])).toThrow(
        badInput('after'),
      );
      expect(() => decodeCursor(encodeCursor('TOP', [1, 'a', 'b']), 'TOP', ['number', 'text'])).toThrow(
        badInput('after'),
      );
    });
  });
});

describe('a connection', () => {
  interface Row {
    id: number;
  }
  const rows = (count: number): Row[] => Array.from({ length: count }, (_, id) => ({ id }));
  const page = (count: number, first: number, after: string | null | undefined = null) =>
    toConnection(
      rows(count),
      { first, after },
      ({ id }) => `node ${id}`,
      ({ id }) => encodeCursor('ID', [id]),
    );

  it('shows one row less than it was given when more follow', () => {
    const { nodes, edges, pageInfo } = page(3, 2);
    expect(nodes).toEqual(['node 0', 'node 1']);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(pageInfo.hasNextPage).toBe(true);
    expect(decodeCursor(pageInfo.endCursor!, 'ID', 1)).toEqual([1]);
    expect(decodeCursor(pageInfo.startCursor!, 'ID', 1)).toEqual([0]);
  });

  it('ends where no more follow', () => {
    expect(page(2, 2).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('has something before it when it comes after a cursor', () => {
    expect(page(1, 2, 'x').pageInfo.hasPreviousPage).toBe(true);
    expect(page(1, 2, undefined).pageInfo.hasPreviousPage).toBe(false);
  });

  it('has no cursors when it is empty', () => {
    expect(page(0, 2)).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('loses and repeats nothing when it is read to its end, page by page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (count, first) => {
        const all = rows(count);
        const seen: number[] = [];
        let after: string | null = null;
        for (;;) {
          const from: CursorKey = after === null ? [-1] : decodeCursor(after, 'ID', 1);
          const found = all.filter(({ id }) => id > Number(from[0])).slice(0, first + 1);
          const { nodes, pageInfo }: Connection<number> = toConnection(
            found,
            { first, after },
            ({ id }) => id,
            ({ id }) => encodeCursor('ID', [id]),
          );
          seen.push(...nodes);
          if (!pageInfo.hasNextPage) break;
          after = pageInfo.endCursor;
        }
        expect(seen).toEqual(all.map(({ id }) => id));
      }),
    );
  });
});
