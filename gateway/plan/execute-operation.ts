import type {
  DocumentNode,
  ExecutionResult,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { codedError, internalError, publicSubgraphError } from '../errors.ts';
import { complete } from './complete.ts';
import type { Path } from './entities.ts';
import { RequestRefused, runStep, type PlanRun } from './execute-plan.ts';
import { createPreparer } from './prepare.ts';
import type { Step } from './query-plan.ts';

/** More tell nobody anything, and a list of thousands would be most of the answer. */
const maxErrors = 100;

type Variables = Readonly<Record<string, unknown>>;

export interface ExecutorOptions {
  /** The API schema. */
  schema: GraphQLSchema;
  /** Plans an operation over the subgraphs. */
  plan: (operation: string) => Promise<Step | null>;
  /** What speaks against an operation with these variables; null: nothing. */
  refuse?: (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ) => GraphQLError | null;
}

export interface OperationRequest {
  /** Valid against the API schema. What is worked out from it is kept as long as the document is. */
  document: DocumentNode;
  operationName?: string;
  variables?: Record<string, unknown>;
  call: PlanRun['call'];
  /** Hears of every error of a subgraph, with what is kept from clients. */
  onSubgraphError: PlanRun['onError'];
}

/** Executes operations over the subgraphs, and answers as one unfederated graph would. */
export function createExecutor({ schema, plan, refuse }: ExecutorOptions) {
  const sourceOf = createPreparer(schema, plan);

  return async function executeOperation(request: OperationRequest): Promise<ExecutionResult> {
    const source = sourceOf(request.document, request.operationName);
    const { definition } = source;
    const values = getVariableValues(schema, definition.variableDefinitions ?? [], request.variables ?? {}, {
      maxErrors: 10,
    });
    if (values.errors) {
      return {
        errors: values.errors.map(({ message }) => codedError('BAD_USER_INPUT', message)),
      };
    }
    const variables = values.coerced;
    const refusal = refuse?.(request.document, definition, variables);
    if (refusal) return { errors: [refusal] };
    const { step, rootType, selection, introspect } = await source.prepare(variables);
    const introspection = introspect(variables);
    const errors: GraphQLError[] = [...(introspection.errors ?? [])];
    const run: PlanRun = {
      schema,
      variables,
      isMutation: definition.operation === 'mutation',
      data: { ...introspection.data },
      absent: new WeakSet(),
      call: request.call,
      onError: (service, error, path) => {
        request.onSubgraphError(service, error, path);
        if (errors.length < maxErrors) errors.push(publicSubgraphError(error, path));
      },
    };
    try {
      if (step) await runStep(run, step);
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      return { errors: [publicSubgraphError(error.refusal, undefined)] };
    }
    const onForbiddenNull = (path: Path) => {
      if (errors.length < maxErrors && !errors.some((error) => error.path && concerns(error.path, path))) {
        errors.push(internalError([...path]));
      }
    };
    const data = complete({ schema, absent: run.absent, onForbiddenNull }, rootType, selection, run.data);
    return errors.length > 0 ? { errors, data } : { data };
  };
}

/** Whether an error at `errorPath` explains a null at `path`: it is the same place, or one below or above. */
function concerns(errorPath: Path, path: Path): boolean {
  const length = Math.min(errorPath.length, path.length);
  for (let index = 0; index < length; index++) if (errorPath[index] !== path[index]) return false;
  return true;
}
