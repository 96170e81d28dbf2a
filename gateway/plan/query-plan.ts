import type {
  BatchFetchNode,
  FetchNode,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { Kind, parse, type DocumentNode, type SelectionNode } from 'graphql';

/**
 * A query plan made ready to run: operations parsed once, paths and rewrites in one form. The planner's own format is
 * read here and nowhere else.
 */
export type Step =
  | { kind: 'sequence'; steps: Step[] }
  | { kind: 'parallel'; steps: Step[] }
  | RootFetch
  | EntityFetch;

interface Fetch {
  service: string;
  document: DocumentNode;
  isMutation: boolean;
  /** Names of the client's variables that the operation takes. */
  variables: readonly string[];
}

/** Asks for root fields. `answers` are what it selects, to name what is missing when it fails. */
export interface RootFetch extends Fetch {
  kind: 'root';
  answers: readonly SelectionNode[];
  outputRewrites: readonly Rewrite[];
}

/** Asks for fields of entities that earlier steps found, in one request for every place where they were found. */
export interface EntityFetch extends Fetch {
  kind: 'entities';
  batches: readonly EntityBatch[];
}

export interface EntityBatch {
  /** The response key of its `_entities`. */
  key: string;
  /** The variable that carries the representations. */
  representations: string;
  /** Where the entities are in the data so far. */
  paths: readonly PathSegment[][];
  requires: readonly RequiresSelection[];
  inputRewrites: readonly Rewrite[];
  outputRewrites: readonly Rewrite[];
  answers: readonly SelectionNode[];
}

export type PathSegment =
  | { kind: 'field'; name: string }
  | { kind: 'list' }
  | { kind: 'type'; names: readonly string[] };

/** Sets or renames a key of every object that `path` leads to; segments of kind `type` pass only such objects. */
export interface Rewrite {
  path: readonly PathSegment[];
  set?: unknown;
  rename?: string;
}

/** @throws Error when the planner uses a node that this executor does not know */
export function readPlan(plan: QueryPlan): Step | null {
  return plan.node ? readNode(plan.node, []) : null;
}

function readNode(node: PlanNode, path: readonly PathSegment[]): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((each) => readNode(each, path)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((each) => readNode(each, path)) };
    case 'Flatten':
      return readNode(node.node, [...path, ...readPath(node.path)]);
    case 'Fetch':
      return node.requires?.length ? readEntityFetch(node, path) : readRootFetch(node);
    case 'BatchFetch':
      return readBatchFetch(node);
    default:
      throw new Error(`The query plan has a node of kind ${node.kind}, which is not supported.`);
  }
}

function readFetch(node: FetchNode | BatchFetchNode): Fetch {
  return {
    service: node.serviceName,
    document: parse(node.operation, { noLocation: true }),
    isMutation: node.operationKind === 'mutation',
    variables: node.variableUsages ?? [],
  };
}

function readRootFetch(node: FetchNode): RootFetch {
  const fetch = readFetch(node);
  return {
    ...fetch,
    kind: 'root',
    answers: rootSelections(fetch.document),
    outputRewrites: readRewrites(node.outputRewrites),
  };
}

function readEntityFetch(node: FetchNode, path: readonly PathSegment[]): EntityFetch {
  const fetch = readFetch(node);
  const batch: EntityBatch = {
    key: '_entities',
    representations: 'representations',
    paths: [[...path]],
    requires: node.requires ?? [],
    inputRewrites: readRewrites(node.inputRewrites),
    outputRewrites: readRewrites(node.outputRewrites),
    answers: selectionsBelow(fetch.document, '_entities'),
  };
  return { ...fetch, kind: 'entities', batches: [batch] };
}

function readBatchFetch(node: BatchFetchNode): EntityFetch {
  const fetch = readFetch(node);
  const batches = node.entityBatch.aliases.map((alias): EntityBatch => ({
    key: alias.alias,
    representations: alias.representationsVariableName,
    paths: alias.paths.map(readPath),
    requires: alias.requires,
    inputRewrites: readRewrites(alias.inputRewrites),
    outputRewrites: readRewrites(alias.outputRewrites),
    answers: selectionsBelow(fetch.document, alias.alias),
  }));
  return { ...fetch, kind: 'entities', batches };
}

function readPath(path: readonly FlattenNodePathSegment[]): PathSegment[] {
  return path.map((segment) => {
    if (segment === '@') return { kind: 'list' };
    if ('Field' in segment) return { kind: 'field', name: segment.Field };
    return { kind: 'type', names: segment.TypeCondition };
  });
}

function readRewrites(rewrites: readonly FetchRewrite[] | undefined): Rewrite[] {
  return (rewrites ?? []).map((rewrite) => {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return { path: readRewritePath(path), rename: renameKeyTo };
    }
    const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    return { path: readRewritePath(path), set: setValueTo };
  });
}

function readRewritePath(path: readonly FetchNodePathSegment[]): PathSegment[] {
  return path.map((segment) =>
    'Key' in segment ? { kind: 'field', name: segment.Key } : { kind: 'type', names: segment.TypenameEquals },
  );
}

function rootSelections(document: DocumentNode): readonly SelectionNode[] {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  return operation?.selectionSet.selections ?? [];
}

function selectionsBelow(document: DocumentNode, key: string): readonly SelectionNode[] {
  for (const selection of rootSelections(document)) {
    if (selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === key) {
      return selection.selectionSet?.selections ?? [];
    }
  }
  return [];
}
