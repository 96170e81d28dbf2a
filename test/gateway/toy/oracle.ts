import { buildSchema, execute, isObjectType, type DocumentNode, type ExecutionResult } from 'graphql';
import { bookingsResolvers } from './bookings.ts';
import { contentResolvers } from './content.ts';
import { toyComposition } from './subgraphs.ts';
import { therapistsResolvers } from './therapists.ts';
import type { World } from './world.ts';

type Resolvers = Record<string, Record<string, (...args: never[]) => unknown>>;

/**
 * The same graph without federation: one graphql-js schema over the same resolvers. What it answers is by definition
 * right, so a gateway that answers otherwise is wrong.
 */
export function oracle(world: World) {
  const schema = buildSchema(toyComposition.api);
  for (const subgraph of [therapistsResolvers(world), bookingsResolvers(world), contentResolvers(world)]) {
    for (const [typeName, resolvers] of Object.entries(subgraph as Resolvers)) {
      const type = schema.getType(typeName);
      if (!isObjectType(type)) continue;
      const fields = type.getFields();
      for (const [name, resolve] of Object.entries(resolvers)) {
        if (fields[name]) fields[name].resolve = resolve as never;
      }
    }
  }
  return async (
    document: DocumentNode,
    variableValues: Record<string, unknown> = {},
    authorization?: string,
  ): Promise<ExecutionResult> =>
    execute({ schema, document, variableValues, contextValue: { authorization } });
}
