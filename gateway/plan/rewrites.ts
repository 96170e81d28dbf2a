import type { GraphQLSchema } from 'graphql';

import { isJsonObject, type JsonObject } from './json.ts';
import type { PathSegment, Rewrite } from './query-plan.ts';
import { isOneOf, typeNameOf } from './type-condition.ts';

/** Carries out what the planner wants changed in what goes to a subgraph or comes from it, in place. */
export function applyRewrites(
  schema: GraphQLSchema,
  object: JsonObject,
  rewrites: readonly Rewrite[],
): JsonObject {
  for (const rewrite of rewrites) rewriteAt(schema, object, rewrite, 0);
  return object;
}

function rewriteAt(schema: GraphQLSchema, value: unknown, rewrite: Rewrite, at: number): void {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) rewriteAt(schema, item, rewrite, at);
    return;
  }
  const segment = rewrite.path[at];
  if (!segment || !isJsonObject(value)) return;
  if (segment.kind === 'field' && at === rewrite.path.length - 1) change(value, segment, rewrite);
  else if (segment.kind === 'field') rewriteAt(schema, value[segment.name], rewrite, at + 1);
  else if (segment.kind === 'list' || isOneOf(schema, typeNameOf(value) ?? '', segment.names)) {
    rewriteAt(schema, value, rewrite, at + 1);
  }
}

function change(object: JsonObject, { name }: PathSegment & { kind: 'field' }, rewrite: Rewrite): void {
  if (rewrite.rename === undefined) object[name] = rewrite.set;
  else if (name in object) {
    object[rewrite.rename] = object[name];
    delete object[name];
  }
}
