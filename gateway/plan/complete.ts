import { isLeafType, isListType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { Path } from './entities.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { isMetaField, type ResponseField, type Selection } from './selection.ts';
import { typeNameOf } from './type-condition.ts';

/** Stands for a null where the type allows none: the nearest place above that may be null takes it. */
const forbiddenNull = Symbol('a null that its type forbids');

export interface Completion {
  schema: GraphQLSchema;
  /** Objects that one subgraph named and another, asked for more of them, does not know. */
  absent: WeakSet<JsonObject>;
  /** Hears of nulls that their type forbids, from the innermost place outward. */
  onForbiddenNull: (path: Path) => void;
}

/**
 * Shapes merged subgraph data into the response: the fields that were asked for, in their order, under the client's
 * names; nulls that a type forbids carried up to the nearest place that allows one, as the GraphQL specification has it.
 *
 * @returns null when a null reaches the root
 */
export function complete(
  completion: Completion,
  type: GraphQLObjectType,
  selection: Selection,
  data: JsonObject,
): JsonObject | null {
  const completed = completeObject(completion, type, selection, data, []);
  return completed === forbiddenNull ? null : completed;
}

function completeObject(
  completion: Completion,
  type: GraphQLObjectType,
  selection: Selection,
  data: JsonObject,
  path: (string | number)[],
): JsonObject | null | typeof forbiddenNull {
  const result: JsonObject = {};
  let forbidden = false;
  for (const field of selection.fieldsOf(type)) {
    if (field.name === '__typename') {
      result[field.key] = type.name;
      continue;
    }
    const found = data[field.dataKey];
    // There is nobody's fault to report: what cannot be filled in is not there.
    if ((found ?? null) === null && isNonNullType(field.type) && completion.absent.has(data)) return null;
    path.push(field.key);
    const value = isMetaField(field.name) ? found : completeValue(completion, field, field.type, found, path);
    path.pop();
    if (value === forbiddenNull) forbidden = true;
    else if (field.key === '__proto__') Object.defineProperty(result, field.key, { value, enumerable: true });
    else result[field.key] = value;
  }
  return forbidden ? forbiddenNull : result;
}

function completeValue(
  completion: Completion,
  field: ResponseField,
  type: GraphQLOutputType,
  value: unknown,
  path: (string | number)[],
): unknown {
  if (isNonNullType(type)) {
    const completed = completeValue(completion, field, type.ofType, value, path);
    if (completed !== null) return completed;
    completion.onForbiddenNull(path);
    return forbiddenNull;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return null;
    const items = value.map((item: unknown, index) => {
      path.push(index);
      const completed = completeValue(completion, field, type.ofType, item, path);
      path.pop();
      return completed;
    });
    return items.includes(forbiddenNull) ? null : items;
  }
  if (isLeafType(type)) return value;
  if (!isJsonObject(value) || !field.below) return null;
  const concrete = isObjectType(type) ? type : completion.schema.getType(typeNameOf(value) ?? '');
  if (!isObjectType(concrete)) return null;
  const object = completeObject(completion, concrete, field.below, value, path);
  return object === forbiddenNull ? null : object;
}
