import { expect, test } from 'vitest';
import { copyOf, mergeInto } from '../../../gateway/plan/json.ts';

test('merges objects by key and lists by position', () => {
  const target = { a: { x: 1 }, list: [{ id: 1 }, null, { id: 3 }] };
  mergeInto(target, { a: { y: 2 }, list: [{ name: 'one' }, { name: 'two' }, null], more: true });
  expect(target).toEqual({
    a: { x: 1, y: 2 },
    list: [{ id: 1, name: 'one' }, { name: 'two' }, { id: 3 }],
    more: true,
  });
});

test('keeps what is there where the other side has null', () => {
  const target = { a: { x: 1 }, b: null };
  mergeInto(target, { a: null, b: 2 });
  expect(target).toEqual({ a: { x: 1 }, b: 2 });
});

test('leaves the values of scalars whole', () => {
  const date = new Date(0);
  const target: Record<string, unknown> = { at: new Date(1) };
  mergeInto(target, { at: date });
  expect(target.at).toBe(date);
  expect(copyOf({ at: date }).at).toBe(date);
});

test('copies so that nothing is shared', () => {
  const original = { list: [{ id: 1 }] };
  const copy = copyOf(original);
  copy.list[0]!.id = 2;
  expect(original).toEqual({ list: [{ id: 1 }] });
});
