import { describe, expect, it } from 'vitest';
import {
  actionTarget,
  imageTarget,
  isExternal,
  linkTarget,
} from '../../../../../subgraphs/content/article/markdown/links.rules.ts';

describe('a link may lead to', () => {
  it.each([
    ['https://a.example/x?y=z#w', 'https://a.example/x?y=z#w'],
    ['http://a.example', 'http://a.example/'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['mailto:First.Last+tag@a.example', 'mailto:First.Last+tag@a.example'],
    ['TEL:+61-2-9999-9999', 'tel:+61-2-9999-9999'],
    ['/', '/'],
    ['/a/../b', '/b'],
    ['/a"b', '/a%22b'],
    ['#section-x', '#section-x'],
  ])('%s', (raw, target) => {
    expect(linkTarget(raw)).toBe(target);
  });
});

describe('a link may not lead to', () => {
  it.each([
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    '//a.example',
    '/\\a.example',
    '/.//a.example',
    'a.html',
    '../a',
    '?a=b',
    '#a b',
    '#',
    'https:a.example',
    'https://',
    'https://user@a.example',
    'https://:pass@a.example',
    ' https://a.example',
    'https://a.example/x y',
    'mailto:a@b.example?subject=x',
    'mailto:',
    'tel:',
    'tel:1;phone-context=x',
    'ftp://a.example',
    `https://a.example/${'x'.repeat(2_000)}`,
  ])('%j', (raw) => {
    expect(linkTarget(raw)).toBeNull();
  });
});

it('an image comes over https or from the site, a call to action leads there', () => {
  for (const target of [imageTarget, actionTarget]) {
    expect(target('https://a.example/x.png')).toBe('https://a.example/x.png');
    expect(target('/x.png')).toBe('/x.png');
    for (const raw of [
      'http://a.example/x.png',
      'data:image/png;base64,AA',
      '//a.example/x.png',
      '#x',
      'tel:000',
    ]) {
      expect(target(raw)).toBeNull();
    }
  }
});

it('only an absolute web address leaves the site', () => {
  expect(
    ['https://a.example/', 'http://a.example/', '/x', '#x', 'mailto:a@b.c', 'tel:000'].map(isExternal),
  ).toEqual([true, true, false, false, false, false]);
});
