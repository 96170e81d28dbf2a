import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { contentOptions } from '../../../subgraphs/content/content.env.ts';

const secret = 'a secret of the tests, long enough';

it('leads previews to the IDE with the question filled in, unless a website is named', () => {
  const { link } = contentOptions({ PREVIEW_SECRET: secret }, 'http://rapport.test').preview!;
  const address = new URL(link.replaceAll('{token}', 'aaa.bbb-_.ccc'));
  expect(address.origin + address.pathname).toBe('http://rapport.test/graphql');
  expect(() => parse(address.searchParams.get('query')!)).not.toThrow();
  expect(JSON.parse(address.searchParams.get('variables')!)).toEqual({ token: 'aaa.bbb-_.ccc' });
  const settings = { PREVIEW_SECRET: secret, PREVIEW_LINK: 'https://site.test/draft/{token}' };
  expect(contentOptions(settings, 'http://rapport.test').preview?.link).toBe(
    'https://site.test/draft/{token}',
  );
});

it('makes no previews without a secret', () => {
  expect(contentOptions({}, 'http://rapport.test')).toEqual({});
});
