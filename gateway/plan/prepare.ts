import {
  execute,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables, decideConditions } from './conditions.ts';
import { pickOperation, readOperation, type Operation } from './operation.ts';
import type { Step } from './query-plan.ts';

/** An operation ready to run, for one outcome of its `@skip`s and `@include`s. */
export interface Prepared extends Operation {
  step: Step | null;
  introspect: (variables: Record<string, unknown>) => ExecutionResult;
}

/** One operation of a document, with what has been prepared for it so far. */
export interface Source {
  definition: OperationDefinitionNode;
  prepare: (variables: Readonly<Record<string, unknown>>) => Promise<Prepared>;
}

/** Outcomes of `@skip` and `@include` that are kept for one operation: more than clients use, fewer than can be made up. */
const maxOutcomes = 16;

/**
 * Prepares operations once. What is prepared lives as long as the document does, so the parser's cache bounds it.
 *
 * @param schema the API schema
 */
export function createPreparer(schema: GraphQLSchema, plan: (operation: string) => Promise<Step | null>) {
  const sources = new WeakMap<DocumentNode, Map<string, Source>>();

  function sourceOf(whole: DocumentNode, operationName: string | undefined): Source {
    const { document, definition } = pickOperation(whole, operationName);
    const variables = conditionVariables(document);
    const outcomes = new Map<string, Promise<Prepared>>();
    return {
      definition,
      prepare: (values) => {
        const outcome = variables.map((name) => (values[name] === true ? '1' : '0')).join('');
        const known = outcomes.get(outcome);
        if (known) return known;
        const preparing = prepare(decideConditions(document, values), definition);
        const oldest = outcomes.size >= maxOutcomes ? outcomes.keys().next() : undefined;
        if (oldest && !oldest.done) outcomes.delete(oldest.value);
        outcomes.set(outcome, preparing);
        preparing.catch(() => outcomes.delete(outcome));
        return preparing;
      },
    };
  }

  async function prepare(
    document: DocumentNode,
    { variableDefinitions }: OperationDefinitionNode,
  ): Promise<Prepared> {
    const operation = readOperation(schema, document);
    const step = operation.toPlan === null ? null : await plan(operation.toPlan);
    let kept: ExecutionResult | undefined;
    const introspect = (variableValues: Record<string, unknown>): ExecutionResult => {
      if (!operation.introspection) return {};
      const answer = () =>
        execute({ schema, document: operation.introspection!, variableValues }) as ExecutionResult;
      return variableDefinitions?.length ? answer() : (kept ??= answer());
    };
    return { ...operation, step, introspect };
  }

  return function source(document: DocumentNode, operationName: string | undefined): Source {
    const operations = sources.get(document) ?? new Map<string, Source>();
    sources.set(document, operations);
    const known = operations.get(operationName ?? '') ?? sourceOf(document, operationName);
    operations.set(operationName ?? '', known);
    return known;
  };
}
