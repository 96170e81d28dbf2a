import 'reflect-metadata';
import { Field, Int, ObjectType, Directive } from 'type-graphql';
import { badInput } from './errors.ts';

export const maxPageSize = 100;

/** `first` as asked for, or BAD_USER_INPUT when it is not between 1 and `max`. */
export function requireFirst(first: number, max = maxPageSize, field = 'first'): number {
  if (!Number.isInteger(first) || first < 1 || first > max)
    throw badInput(`${field} must be from 1 to ${max}.`, field);
  return first;
}

@Directive('@shareable')
@ObjectType({ description: 'Where a page of a connection lies (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether `after` was given, so that something lies before this page.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first edge; null when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, for `after`; null when the page is empty.',
  })
  endCursor!: string | null;
}

/** The sort key of a row, in the order's own columns, ending in the id: what a keyset cursor carries. */
export type CursorKey = readonly (string | number | null)[];

/**
 * Opaque to clients. `order` is the name of the order (and filter, where it matters) the cursor belongs to, so that one
 * from another list is refused instead of skipping rows silently.
 */
export function encodeCursor(order: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([order, ...key])).toString('base64url');
}

/** What the column that a part of a key is compared with holds; any of them may be null. */
export type CursorPart = 'text' | 'number' | 'instant';

const fits: Record<CursorPart, (part: string | number) => boolean> = {
  text: (part) => typeof part === 'string',
  number: (part) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(String(part)) && Number.isFinite(Number(part)),
  instant: (part) => typeof part === 'string' && isInstant(part),
};

/**
 * The key inside a cursor; BAD_USER_INPUT for one that is not ours or is of another order. `parts` says what the key holds,
 * so that a forged one never reaches a comparison that it would break; a number only counts the parts.
 */
export function decodeCursor(
  cursor: string,
  order: string,
  parts: number | readonly CursorPart[],
): CursorKey {
  const [named, ...key] = parseCursor(cursor) ?? [];
  const kinds = typeof parts === 'number' ? null : parts;
  const isKeyPart = (part: unknown, place: number) => {
    if (part === null) return true;
    if (typeof part !== 'number' && (typeof part !== 'string' || part.includes('\0'))) return false;
    return kinds === null || fits[kinds[place]!](part);
  };
  const length = kinds === null ? parts : kinds.length;
  if (typeof named !== 'string' || key.length !== length || !key.every(isKeyPart)) {
    throw badInput('after is not a cursor of this connection.', 'after');
  }
  if (named !== order) throw badInput('after is a cursor of another order or filter.', 'after');
  return key as CursorKey;
}

/** ISO 8601, or as PostgreSQL writes an instant (`2026-07-01 09:30:00.5+00`). */
function isInstant(text: string): boolean {
  const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::?\d\d)?)$/.exec(text);
  const [, day, time] = written ?? [];
  const instant = new Date(`${day}T${time}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === `${day}T${time}.000Z`;
}

function parseCursor(cursor: string): unknown[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}

export interface Edge<Node> {
  node: Node;
  cursor: string;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
}

/** Builds a page from up to `first + 1` rows: the extra row tells that more follow and is not shown. */
export function toConnection<Row, Node>(
  rows: readonly Row[],
  page: { first: number; after: string | null | undefined },
  nodeOf: (row: Row) => Node,
  cursorOf: (row: Row) => string,
): Connection<Node> {
  const edges = rows.slice(0, page.first).map((row) => ({ node: nodeOf(row), cursor: cursorOf(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null && page.after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The GraphQL types of a connection over `nodeType`; made once for each node type and subgraph. */
export function connectionTypes<Node extends object>(nodeType: new () => Node, name: string) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a connection, with its place.` })
  class NodeEdge implements Edge<Node> {
    @Field(() => nodeType, { description: `The ${name}.` })
    node!: Node;

    @Field(() => String, { description: 'Opaque place of this edge, for `after`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} (Relay cursor connection).` })
  class NodeConnection implements Connection<Node> {
    @Field(() => [NodeEdge], { description: 'The page with a cursor for each place.' })
    edges!: NodeEdge[];

    @Field(() => [nodeType], { description: 'The page without cursors.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many match in all, over every page.' })
    totalCount!: number;
  }

  return { Edge: NodeEdge, Connection: NodeConnection };
}
