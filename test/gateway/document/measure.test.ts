import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { expect, test } from 'vitest';
import { measureOperation } from '../../../gateway/document/measure.ts';
import { toyComposition } from '../toy/subgraphs.ts';

const schema = buildSchema(toyComposition.api);

function measure(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  return measureOperation(schema, document, document.definitions[0] as OperationDefinitionNode, variables);
}

test('measures an operation with its fragments', () => {
  const query = `{ a: therapists { ...F } article(slug: "x") { author { ...F } } }
    fragment F on Therapist { name n: name supervisor { id } }`;
  expect(measure(query)).toMatchObject({ depth: 4, fields: 11, aliases: 3, rootFields: 2 });
});

test('counts the objects of lists by "first": given, by variable, or by default', () => {
  // 4 articles, each with 2 therapists, each with 3 slots; and the connection itself for each article.
  const query = (first: string) =>
    `query ($n: Int!) { articles(first: ${first}) { nodes { recommendedTherapists(first: 2) { openSlots(kind: SESSION) { id } } } } }`;
  const perArticle = 1 + 1 + 2 + 2 * 3;
  expect(measure(query('4')).objects).toBe(4 * perArticle);
  expect(measure(query('$n'), { n: 4 }).objects).toBe(4 * perArticle);
  expect(measure('{ articles { nodes { id } } }').objects).toBe(10 * 2);
});

test('counts a list as long as subgraphs give at most, whatever "first" says', () => {
  expect(measure('{ therapists(first: 1000000) { id } }').objects).toBe(100);
  expect(measure('{ therapists(first: -5) { id } }').objects).toBe(1);
});

test('counts the objects of lists by the ids that are given for them', () => {
  const graph = buildSchema('type Query { nodes(ids: [ID!]!): [Item] } type Item { id: ID! }');
  const objects = (text: string, variables: Record<string, unknown> = {}) => {
    const document = parse(text);
    const operation = document.definitions[0] as OperationDefinitionNode;
    return measureOperation(graph, document, operation, variables).objects;
  };
  expect(objects('{ nodes(ids: ["a", "b"]) { id } }')).toBe(2);
  expect(objects('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] })).toBe(3);
  expect(objects('query ($id: ID!) { nodes(ids: [$id, "b"]) { id } }', { id: 'a' })).toBe(2);
  expect(objects('{ nodes(ids: []) { id } }')).toBe(1);
});

test('does not measure how deep introspection is', () => {
  expect(measure('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }').depth).toBe(1);
});

test('measures what is not valid', () => {
  expect(measure('{ nothing { ...Missing ...Round } } fragment Round on Nothing { a ...Round }').fields).toBe(
    2,
  );
});
