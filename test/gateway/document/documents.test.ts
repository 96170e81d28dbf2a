import { buildSchema, getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { createDocuments } from '../../../gateway/document/documents.ts';
import { defaultOperationLimits } from '../../../gateway/document/limits.ts';
import { toyComposition } from '../toy/subgraphs.ts';

const schema = buildSchema(toyComposition.api);
const read = createDocuments(schema, defaultOperationLimits);

function refusalOf(text: string): { code: unknown; message: string } | null {
  const result = read(text);
  const [error] = 'errors' in result ? result.errors : [];
  return error ? { code: error.extensions.code, message: error.message } : null;
}

const nested = (levels: number) =>
  `${'{ therapist(id: "1") '}${'{ supervisor '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;

test('reads the same text once', () => {
  const text = '{ selfTests { title } }';
  const first = read(text);
  const second = read(text);
  expect('document' in first && 'document' in second && first.document === second.document).toBe(true);
});

test('finds the same errors again in what is not valid', () => {
  expect(refusalOf('{ nothing }')).toEqual(refusalOf('{ nothing }'));
  expect(refusalOf('{ nothing }')?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('takes the introspection query that every tool sends', () => {
  const query = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    schemaDescription: true,
    inputValueDeprecation: true,
  });
  expect(refusalOf(query)).toBeNull();
});

test('takes an operation at its limits and refuses the next', () => {
  expect(refusalOf(nested(10))).toBeNull();
  expect(refusalOf(nested(11))).toEqual({
    code: 'OPERATION_TOO_LARGE',
    message: 'The operation is too large: it is 13 fields deep, and 12 is the limit.',
  });
  const aliases = (count: number) => `{ ${Array.from({ length: count }, () => `t: __typename`).join(' ')} }`;
  expect(refusalOf(aliases(20))).toBeNull();
  const deepAliases = (count: number) =>
    `{ selfTests { ${Array.from({ length: count }, (_, i) => `a${i}: title`).join(' ')} } }`;
  expect(refusalOf(deepAliases(50))).toBeNull();
  expect(refusalOf(deepAliases(51))?.message).toContain('51 aliases');
});

test('refuses values nested deeper than the parser can follow', () => {
  const listOf = (levels: number) => `{ therapist(id: ${'['.repeat(levels)}${']'.repeat(levels)}) { id } }`;
  expect(refusalOf(listOf(20_000))?.code).toBe('OPERATION_TOO_LARGE');
  expect(refusalOf(listOf(3))?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('refuses too many fields at the root, without or with fragments', () => {
  const fields = (count: number) => Array.from({ length: count }, () => 'whoAsks').join(' ');
  expect(refusalOf(`{ ${fields(20)} }`)).toBeNull();
  expect(refusalOf(`{ ${fields(21)} }`)?.message).toContain('21 fields at its root');
  expect(refusalOf(`{ ...F ...F ...F } fragment F on Query { ${fields(7)} }`)?.message).toContain(
    '21 fields at its root',
  );
});

test('counts the fields of fragments wherever they are spread', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `fragment F${i} on SelfTest { ...F${i + 1} ...F${i + 1} }`,
  );
  const bomb = `{ selfTests { ...F0 } } ${levels.join(' ')} fragment F12 on SelfTest { title }`;
  expect(refusalOf(bomb)?.message).toContain('4097 fields');
});

test('refuses a document of too many tokens without reading the rest', () => {
  const text = `{ ${'whoAsks '.repeat(2000)} }`;
  expect(refusalOf(text)).toEqual({
    code: 'OPERATION_TOO_LARGE',
    message: 'The operation is too large: it has more than 2000 tokens.',
  });
});

test('refuses fragments inside themselves', () => {
  expect(
    refusalOf('{ selfTests { ...A } } fragment A on SelfTest { ...B } fragment B on SelfTest { ...A title }')
      ?.code,
  ).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('refuses introspection that goes round and round', () => {
  const query =
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';
  expect(refusalOf(query)?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test.for([
  ['the same field again and again', `{ selfTests { ${'title '.repeat(490)} } }`],
  ['the same nested field again and again', `{ therapists { ${'supervisor { id } '.repeat(240)} } }`],
  [
    'fragments that overlap',
    `{ therapists { ${Array.from({ length: 150 }, (_, i) => `...F${i}`).join(' ')} } } ${Array.from({ length: 150 }, (_, i) => `fragment F${i} on Therapist { id name }`).join(' ')}`,
  ],
])('spends less than half a second on what is just within the limits: %s', ([, text]) => {
  const start = process.cpuUsage();
  expect(read(text!)).toHaveProperty('document');
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
});
