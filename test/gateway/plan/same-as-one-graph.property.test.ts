import fc from 'fast-check';
import { buildSchema, execute, parse, validate, type ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { createExecutor } from '../../../gateway/plan/execute-operation.ts';
import { createPlanner } from '../../../gateway/plan/planner.ts';
import { oracle } from '../toy/oracle.ts';
import { randomFaults, randomQuery, randomQueryVariables } from '../toy/random-query.ts';
import { toyComposition, toySubgraphs, type ToyName } from '../toy/subgraphs.ts';
import { World } from '../toy/world.ts';

const schema = buildSchema(toyComposition.api);
const executeFederated = createExecutor({ schema, plan: createPlanner(toyComposition.supergraph) });

/** Both ways to ask the same world: through plans over three subgraphs, and as one schema. */
function bothWays(world: World) {
  const subgraphs = toySubgraphs(world);
  const one = oracle(world);
  return async (query: string): Promise<{ federated: ExecutionResult; unfederated: ExecutionResult }> => {
    const document = parse(query);
    const federated = await executeFederated({
      document,
      variables: randomQueryVariables,
      onSubgraphError: () => {},
      call: async (service, { document: part, variables }) =>
        execute({
          schema: subgraphs[service as ToyName],
          document: part,
          variableValues: variables,
          contextValue: {},
        }),
    });
    return { federated, unfederated: await one(document, randomQueryVariables) };
  };
}

/** The nulls that errors account for: wherever an error's path ends early, there is one. */
function explainedNulls({ data, errors }: ExecutionResult): Set<string> {
  const places = (errors ?? []).map(({ path = [] }) => {
    let value: unknown = data;
    const at: (string | number)[] = [];
    for (const key of path) {
      if (value === null || value === undefined) break;
      value = (value as Record<string | number, unknown>)[key];
      at.push(key);
    }
    return value === null ? at.join('.') : `no null at ${path.join('.')}`;
  });
  return new Set(places);
}

const valid = randomQuery.filter((query) => validate(schema, parse(query)).length === 0);

test('answers random queries as one unfederated schema does', async () => {
  const ask = bothWays(new World());
  await fc.assert(
    fc.asyncProperty(valid, async (query) => {
      const { federated, unfederated } = await ask(query);
      expect(JSON.stringify(federated.data)).toBe(JSON.stringify(unfederated.data));
    }),
    { numRuns: 500 },
  );
});

test('has the same nulls, each explained by an error, when fields fail', async () => {
  const world = new World();
  const ask = bothWays(world);
  await fc.assert(
    fc.asyncProperty(valid, randomFaults, async (query, faults) => {
      world.faults = new Map(faults);
      const { federated, unfederated } = await ask(query);
      expect(federated.data).toEqual(unfederated.data);
      expect(explainedNulls(federated)).toEqual(explainedNulls(unfederated));
    }),
    { numRuns: 500 },
  );
});
