import { buildSchema, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { compose, CompositionError } from '../../schema/compose.ts';
import { toyComposition } from '../gateway/toy/subgraphs.ts';

test('composes subgraphs into one API schema', () => {
  const therapist = buildSchema(toyComposition.api).getType('Therapist');
  expect(isObjectType(therapist) && Object.keys(therapist.getFields())).toEqual(
    expect.arrayContaining(['name', 'sessionCount']),
  );
});

test('keeps federation and caching hints out of the API schema', () => {
  expect(toyComposition.api).not.toMatch(/@|join__|link__|_Entity|_Service|CacheControlScope/);
});

test('carries the caching hints into the supergraph', () => {
  expect(toyComposition.supergraph).toContain('photoUrl: String @cacheControl(maxAge: 3600)');
});

test('names no machine in the supergraph', () => {
  const addresses = toyComposition.supergraph.match(/https?:\/\/[^/"]+/g);
  expect(new Set(addresses)).toEqual(
    new Set([
      'https://specs.apollo.dev',
      'https://rapport.example',
      'http://therapists.internal',
      'http://bookings.internal',
      'http://content.internal',
    ]),
  );
});

test('keeps descriptions and deprecations', () => {
  const { api } = compose([
    {
      name: 'one',
      sdl: '"All questions." type Query { "What it is." a: Int b: Int @deprecated(reason: "Since May.") }',
    },
  ]);
  expect(api).toContain('"""All questions."""');
  expect(api).toContain('"""What it is."""');
  expect(api).toContain('@deprecated(reason: "Since May.")');
});

test('says what does not fit together', () => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
  const composing = () =>
    compose([
      { name: 'one', sdl: `${link} type Query { a: T } type T @key(fields: "id") { id: ID! name: String }` },
      { name: 'two', sdl: `${link} type Query { b: T } type T @key(fields: "id") { id: ID! name: Int }` },
    ]);
  expect(composing).toThrow(CompositionError);
  expect(composing).toThrow(/T\.name/);
});
