import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import type { JsonObject } from './json.ts';

/** Whether an object of type `typeName` is one of `conditions`, each the name of an object type, interface or union. */
export function isOneOf(schema: GraphQLSchema, typeName: string, conditions: readonly string[]): boolean {
  if (conditions.includes(typeName)) return true;
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return false;
  return conditions.some((name) => {
    const condition = schema.getType(name);
    return isAbstractType(condition) && schema.isSubType(condition, type);
  });
}

/** The `__typename` of an object, where the plan asked for it. */
export function typeNameOf(object: JsonObject): string | undefined {
  const name = object['__typename'];
  return typeof name === 'string' ? name : undefined;
}
