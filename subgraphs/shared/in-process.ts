import { execute, getOperationAST, GraphQLError, type DocumentNode, type ExecutionResult } from 'graphql';
import type { RequestContext } from './context.ts';
import { CodedError, maskError } from './errors.ts';
import type { Subgraph } from './subgraph.ts';

/** One call of a gateway plan. `clientRequest` is the same object for every call that serves one client request. */
export interface InProcessRequest {
  document: DocumentNode;
  variables: Record<string, unknown>;
  operationName?: string;
  authorization?: string;
  requestId?: string;
  clientRequest: object;
}

/**
 * Calls a subgraph without HTTP or serialisation. The calls of one client request share a context, so that loaders batch
 * and cache over the whole plan; a mutation gets its own, so that what is read after it is read anew.
 */
export function createInProcessHandler(
  subgraph: Subgraph,
): (request: InProcessRequest) => Promise<ExecutionResult> {
  const contexts = new WeakMap<object, Promise<RequestContext>>();

  function contextOf(request: InProcessRequest): Promise<RequestContext> {
    const known = contexts.get(request.clientRequest);
    const isMutation = getOperationAST(request.document, request.operationName)?.operation === 'mutation';
    if (known !== undefined && !isMutation) return known;
    const context = subgraph.createContext({
      authorization: request.authorization,
      requestId: request.requestId,
    });
    if (isMutation) contexts.delete(request.clientRequest);
    else contexts.set(request.clientRequest, context);
    return context;
  }

  return async (request) => {
    let contextValue: RequestContext;
    try {
      contextValue = await contextOf(request);
    } catch (error) {
      return { errors: [refusedContext(error, subgraph)] };
    }
    const result = await execute({
      schema: subgraph.schema,
      document: request.document,
      variableValues: request.variables,
      operationName: request.operationName,
      contextValue,
    });
    if (result.errors === undefined) return result;
    return { ...result, errors: result.errors.map((error) => toCoded(error, subgraph)) };
  };
}

function toCoded(error: GraphQLError, subgraph: Subgraph): GraphQLError {
  const { message, extensions } = maskError(error.toJSON(), error, subgraph.log);
  return new GraphQLError(message, { path: error.path, extensions });
}

/** A context fails over a bad token, which is told, or over a fault, which is not. */
export function refusedContext(error: unknown, subgraph: Subgraph): CodedError {
  if (error instanceof CodedError) {
    if (error.cause !== undefined) subgraph.log.error({ err: error.cause }, error.message);
    return error;
  }
  subgraph.log.error({ err: error }, 'a request context could not be made');
  return new CodedError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
}
