import { expect, test } from 'vitest';
import { RecentTexts } from '../../../gateway/document/recent-texts.ts';

test('forgets what has gone unused for longest when there are too many', () => {
  const texts = new RecentTexts<number>({ maxEntries: 2, maxCharacters: 100 });
  texts.set('a', 1);
  texts.set('b', 2);
  texts.get('a');
  texts.set('c', 3);
  expect([texts.get('a'), texts.get('b'), texts.get('c')]).toEqual([1, undefined, 3]);
});

test('forgets until the texts are short enough together', () => {
  const texts = new RecentTexts<number>({ maxEntries: 10, maxCharacters: 10 });
  texts.set('aaaa', 1);
  texts.set('bbbb', 2);
  texts.set('aaaa', 3);
  texts.set('cccccc', 4);
  expect([texts.get('aaaa'), texts.get('bbbb'), texts.get('cccccc')]).toEqual([undefined, 2, 4]);
  expect(texts.size).toBe(2);
});

test('does not keep a text that is longer than all may be', () => {
  const texts = new RecentTexts<number>({ maxEntries: 10, maxCharacters: 3 });
  texts.set('aaaa', 1);
  expect(texts.size).toBe(0);
});
