import { expect, test } from 'vitest';
import { isJson, responseType } from '../../../gateway/http/media-types.ts';

const graphql = 'application/graphql-response+json';
const json = 'application/json';

test.for([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['application/*', json],
  [json, json],
  [graphql, graphql],
  [`${graphql}; charset=utf-8, ${json}; charset=utf-8`, graphql],
  [`${json};q=0.9, ${graphql}`, graphql],
  [`${json}, ${graphql};q=0.5`, json],
  [`${graphql};q=0, */*;q=0.1`, json],
  ['text/html, application/xhtml+xml, */*;q=0.8', json],
  ['APPLICATION/JSON', json],
  [`${json}; charset=iso-8859-1`, null],
  ['text/html', null],
  [`${json};q=0`, null],
] as const)('answers Accept: %s with %s', ([accept, type]) => {
  expect(responseType(accept)).toBe(type);
});

test.for([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['Application/JSON; Charset="UTF-8"', true],
  ['application/json; charset=utf-16', false],
  ['application/jsonp', false],
  ['text/plain', false],
  [undefined, false],
] as const)('takes a body of type %s: %s', ([type, taken]) => {
  expect(isJson(type)).toBe(taken);
});
