import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { readPlan } from '../../../gateway/plan/query-plan.ts';
import { applyRewrites } from '../../../gateway/plan/rewrites.ts';

const schema = buildSchema('type Query { a: Int } type X { a: Int } type Y { a: Int }');

test('renames a key in every object of the type that the path leads to', () => {
  const data = {
    nodes: [{ __typename: 'X', tmp: 1 }, { __typename: 'Y', tmp: 2 }, null, { __typename: 'X' }],
  };
  applyRewrites(schema, data, [
    {
      path: [
        { kind: 'field', name: 'nodes' },
        { kind: 'type', names: ['X'] },
        { kind: 'field', name: 'tmp' },
      ],
      rename: 'a',
    },
  ]);
  expect(data).toEqual({
    nodes: [{ __typename: 'X', a: 1 }, { __typename: 'Y', tmp: 2 }, null, { __typename: 'X' }],
  });
});

test('sets a key', () => {
  const data = { __typename: 'X' };
  applyRewrites(schema, data, [{ path: [{ kind: 'field', name: '__typename' }], set: 'Y' }]);
  expect(data).toEqual({ __typename: 'Y' });
});

test('reads rewrites in each form in which the planner gives them', () => {
  const step = readPlan({
    kind: 'QueryPlan',
    node: {
      kind: 'Fetch',
      serviceName: 'x',
      operation: '{ a }',
      outputRewrites: [
        { KeyRenamer: { path: [{ Key: 'a' }, { TypenameEquals: ['X'] }, { Key: 'b' }], renameKeyTo: 'c' } },
        { ValueSetter: { path: [{ Key: 'd' }], setValueTo: 'e' } },
        { kind: 'ValueSetter', path: [{ Key: 'f' }], setValueTo: 'g' },
      ],
    },
  });
  expect(step).toMatchObject({
    outputRewrites: [
      {
        path: [
          { kind: 'field', name: 'a' },
          { kind: 'type', names: ['X'] },
          { kind: 'field', name: 'b' },
        ],
        rename: 'c',
      },
      { path: [{ kind: 'field', name: 'd' }], set: 'e' },
      { path: [{ kind: 'field', name: 'f' }], set: 'g' },
    ],
  });
});

test('says which kind of plan node it does not know', () => {
  const node = { kind: 'Defer', primary: {}, deferred: [] } as const;
  expect(() => readPlan({ kind: 'QueryPlan', node: { ...node, deferred: [] } })).toThrow('Defer');
});
