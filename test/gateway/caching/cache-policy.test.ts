import { buildASTSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { readCacheHints } from '../../../gateway/caching/cache-hints.ts';
import { cacheControlHeader, createCachePolicies } from '../../../gateway/caching/cache-policy.ts';
import { publicSchemaOf } from '../../../schema/public-schema.ts';
import { startToy } from '../toy/start.ts';

const supergraph = parse(/* GraphQL */ `
  directive @cacheControl(
    maxAge: Int
    scope: CacheControlScope
    inheritMaxAge: Boolean
  ) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope {
    PUBLIC
    PRIVATE
  }
  type Query {
    hinted: Plain @cacheControl(maxAge: 60)
    typed: Typed
    bare: Plain
    scalar: String
    hintedScalar: String @cacheControl(maxAge: 40)
    inheriting: Plain @cacheControl(inheritMaxAge: true)
    mine: Plain @cacheControl(maxAge: 50, scope: PRIVATE)
    search: Result @cacheControl(maxAge: 90)
    union: Result
    named: Named
  }
  type Plain {
    text: String
    short: String @cacheControl(maxAge: 5)
    secret: String @cacheControl(scope: PRIVATE)
    object: Plain
    inherited: Plain @cacheControl(inheritMaxAge: true)
    typed: Typed
    typedInherited: Typed @cacheControl(inheritMaxAge: true)
    embedded: Embedded
  }
  type Typed implements Named @cacheControl(maxAge: 30) {
    text: String
    name: String @cacheControl(maxAge: 7)
  }
  type Embedded @cacheControl(inheritMaxAge: true) {
    text: String
  }
  interface Named @cacheControl(maxAge: 300) {
    name: String
  }
  union Result @cacheControl(maxAge: 200) = Typed | Embedded
  type Mutation {
    change: Typed
  }
`);
const policyOf = createCachePolicies(buildASTSchema(publicSchemaOf(supergraph)), readCacheHints(supergraph));
const policy = (query: string, name?: string) => policyOf(parse(query), name);
const publicFor = (maxAge: number) => ({ maxAge, isPrivate: false });

// The rules are those of Apollo Server's documentation of @cacheControl.
test.for([
  ['a hint on the field', '{ hinted { text } }', 60],
  ['a hint on the type', '{ typed { text } }', 30],
  ['no hint on a root field', '{ bare { text } }', 0],
  ['no hint on a root scalar', '{ scalar }', 0],
  ['a hint on a root scalar', '{ hintedScalar }', 40],
  ['a root field that inherits, from nothing', '{ inheriting { text } }', 0],
  ['a scalar below, which takes no part', '{ hinted { text __typename } }', 60],
  ['a scalar below with a shorter hint', '{ hinted { text short } }', 5],
  ['an object below without a hint', '{ hinted { object { text } } }', 0],
  ['an object below that inherits', '{ hinted { inherited { text } } }', 60],
  ['an object below whose type inherits', '{ hinted { embedded { text } } }', 60],
  ['an object below with a hint on its type', '{ hinted { typed { text } } }', 30],
  ['a field that inherits although its type has a hint', '{ hinted { typedInherited { text } } }', 30],
  ['the shortest of several', '{ hinted { text } typed { text } hintedScalar }', 30],
  ['one root field without', '{ hinted { text } scalar }', 0],
  ['a hint on the field before that of its union', '{ search { __typename } }', 90],
  ['the strictest of a union and its members', '{ union { __typename } }', 30],
  ['the strictest of an interface and its types', '{ named { __typename } }', 30],
  ['a field in a fragment', '{ hinted { ...F } } fragment F on Plain { short }', 5],
  ['a field in a fragment on a type', '{ named { ... on Typed { name } } }', 7],
  ['nothing but introspection', '{ __schema { queryType { name } } }', 0],
  ['a mutation', 'mutation { change { text } }', 0],
] as const)('counts %s', ([, query, maxAge]) => {
  expect(policy(query)).toEqual(publicFor(maxAge));
});

test('is private as soon as one field is', () => {
  expect(policy('{ mine { text } }')).toEqual({ maxAge: 50, isPrivate: true });
  expect(policy('{ hinted { text secret } }')).toEqual({ maxAge: 60, isPrivate: true });
});

test('looks only at the operation that is asked for', () => {
  const query = 'query A { hinted { text } } query B { typed { ...F } } fragment F on Typed { name }';
  expect(policy(query, 'A')).toEqual(publicFor(60));
  expect(policy(query, 'B')).toEqual(publicFor(7));
});

test('is never public with a token, and nothing is kept of errors', () => {
  const header = (hasErrors: boolean, isAuthorized: boolean, isPrivate = false) =>
    cacheControlHeader({ maxAge: 60, isPrivate }, { hasErrors, isAuthorized });
  expect(header(false, false)).toBe('public, max-age=60');
  expect(header(false, true)).toBe('private, max-age=60');
  expect(header(false, false, true)).toBe('private, max-age=60');
  expect(header(true, false)).toBe('no-store');
  expect(cacheControlHeader(publicFor(0), { hasErrors: false, isAuthorized: false })).toBe('no-store');
});

test('reaches the answer from the directives of the subgraphs', async () => {
  await using toy = await startToy('handlers');
  const header = async (query: string, headers = {}) => {
    const answer = await toy.ask(query, {}, headers);
    expect(answer.headers.get('vary')).toBe('Accept, Authorization');
    return answer.headers.get('cache-control');
  };
  expect(await header('{ article(slug: "sleep") { title topic { name } heroImage { url } } }')).toBe(
    'public, max-age=300',
  );
  expect(await header('{ services { name } articles { nodes { title } } }')).toBe('public, max-age=120');
  expect(await header('{ therapist(id: "t1") { name sessionCount } }')).toBe('public, max-age=120');
  expect(await header('{ services { name } }', { authorization: 'Bearer someone' })).toBe(
    'private, max-age=3600',
  );
  expect(await header('{ me { email } }')).toBe('no-store');
  expect(await header('{ services { name } drafts { title } }')).toBe('no-store');
  expect(await header('{ unknown }')).toBe('no-store');
  toy.world.faults.set('Article.heroImage', { code: 'NOT_FOUND', message: 'No image.' });
  expect(await header('{ article(slug: "sleep") { heroImage { url } } }')).toBe('no-store');
});
