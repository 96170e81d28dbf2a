import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import type { GraphQLSchema } from 'graphql';
import { copyOf, isJsonObject, mergeInto, type JsonObject } from './json.ts';
import type { EntityBatch, PathSegment } from './query-plan.ts';
import { applyRewrites } from './rewrites.ts';
import { isOneOf, typeNameOf } from './type-condition.ts';

/** The way to a value, from its end: most are never looked at, so none is written out before it is. */
interface Trail {
  key: string | number;
  before: Trail | null;
}

/** One object in the data so far that a subgraph is to add to. */
interface Place {
  object: JsonObject;
  trail: Trail | null;
}

/** The different entities that a batch asks for, each with every place where it stands. */
export interface Entities {
  representations: JsonObject[];
  places: Place[][];
}

export type Path = readonly (string | number)[];

export function pathOf(place: Place): Path {
  const path: (string | number)[] = [];
  for (let trail = place.trail; trail; trail = trail.before) path.unshift(trail.key);
  return path;
}

/** Finds what a batch is about in `data`; an entity that stands in several places is asked for once. */
export function findEntities(schema: GraphQLSchema, batch: EntityBatch, data: JsonObject): Entities {
  const found: Entities = { representations: [], places: [] };
  const indexOf = new Map<string, number>();
  for (const path of batch.paths) {
    walk(schema, data, path, 0, null, (place) => {
      const representation = represent(schema, batch.requires, place.object);
      if (!representation) return;
      applyRewrites(schema, representation, batch.inputRewrites);
      const identity = JSON.stringify(representation);
      let index = indexOf.get(identity);
      if (index === undefined) {
        index = found.representations.push(representation) - 1;
        indexOf.set(identity, index);
        found.places.push([]);
      }
      found.places[index]?.push(place);
    });
  }
  return found;
}

/**
 * Adds what the subgraph answered (`_entities`, in the order of the representations) to where the entities stand.
 *
 * @param absent takes the objects of entities that the subgraph does not know
 */
export function mergeEntities(
  schema: GraphQLSchema,
  batch: EntityBatch,
  found: Entities,
  answer: unknown,
  absent: WeakSet<JsonObject>,
): void {
  if (!Array.isArray(answer)) return;
  found.places.forEach((places, index) => {
    const entity: unknown = answer[index];
    if (entity === null) for (const { object } of places) absent.add(object);
    if (!isJsonObject(entity)) return;
    applyRewrites(schema, entity, batch.outputRewrites);
    // Each place needs its own: later steps add to them, and what they add may differ.
    const copies = places.slice(1).map(() => copyOf(entity));
    places.forEach(({ object }, nth) => mergeInto(object, nth === 0 ? entity : copies[nth - 1]!));
  });
}

function walk(
  schema: GraphQLSchema,
  value: unknown,
  path: readonly PathSegment[],
  at: number,
  trail: Trail | null,
  visit: (place: Place) => void,
): void {
  const segment = path[at];
  if (Array.isArray(value)) {
    const next = segment?.kind === 'list' ? at + 1 : at;
    value.forEach((item: unknown, key) => walk(schema, item, path, next, { key, before: trail }, visit));
  } else if (isJsonObject(value)) {
    if (!segment) visit({ object: value, trail });
    else if (segment.kind === 'field') {
      walk(schema, value[segment.name], path, at + 1, { key: segment.name, before: trail }, visit);
    } else if (segment.kind === 'type' && hasType(schema, value, segment.names)) {
      walk(schema, value, path, at + 1, trail, visit);
    }
  }
}

/** An object without `__typename` is of the only type it can be, or the planner would have asked. */
function hasType(schema: GraphQLSchema, object: JsonObject, names: readonly string[]): boolean {
  const name = typeNameOf(object);
  return name === undefined || isOneOf(schema, name, names);
}

/** What names the entity to the subgraph, or null when a field that it needs is not known. */
function represent(
  schema: GraphQLSchema,
  requires: readonly RequiresSelection[],
  object: JsonObject,
): JsonObject | null {
  const representation: JsonObject = {};
  if (!project(schema, requires, object, representation)) return null;
  return Object.keys(representation).some((key) => key !== '__typename') ? representation : null;
}

function project(
  schema: GraphQLSchema,
  requires: readonly RequiresSelection[],
  object: JsonObject,
  into: JsonObject,
): boolean {
  return requires.every((selection) => {
    if (selection.kind === 'InlineFragment') {
      const fits = hasType(schema, object, [selection.typeCondition]);
      return !fits || project(schema, selection.selections, object, into);
    }
    if (selection.kind === 'FragmentSpread') return true;
    const key = selection.alias ?? selection.name;
    const value = projectValue(schema, selection.selections, object[selection.name] ?? object[key]);
    into[key] = value;
    return value !== undefined;
  });
}

function projectValue(
  schema: GraphQLSchema,
  requires: readonly RequiresSelection[] | undefined,
  value: unknown,
): unknown {
  if (!requires?.length) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => projectValue(schema, requires, item));
  if (!isJsonObject(value)) return value;
  const projected: JsonObject = {};
  return project(schema, requires, value, projected) ? projected : undefined;
}
