import type { IncomingMessage, ServerResponse } from 'node:http';
import { getOperationAST, GraphQLError, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { cacheControlHeader, notCacheable, type CachePolicy } from '../caching/cache-policy.ts';
import type { ReadDocument } from '../document/documents.ts';
import { codedError, internalError } from '../errors.ts';
import { ClientGone, type ClientRequest } from '../transport/transport.ts';
import { readParams, type GraphQLParams } from './graphql-params.ts';
import { responseType } from './media-types.ts';
import { respondWithResult } from './respond.ts';

export interface EndpointOptions {
  readDocument: (text: string) => ReadDocument;
  execute: (document: DocumentNode, params: GraphQLParams, client: ClientRequest) => Promise<ExecutionResult>;
  policyOf: (document: DocumentNode, operationName: string | undefined) => CachePolicy;
  maxBodyBytes: number;
  /** Milliseconds after which the answer goes out with what there is. */
  timeout: number;
  log: Logger;
}

interface Answer {
  result: ExecutionResult;
  policy: CachePolicy;
}

/** Answers GraphQL over HTTP. */
export function createGraphQLEndpoint(options: EndpointOptions) {
  return async function graphqlEndpoint(
    request: IncomingMessage,
    response: ServerResponse,
    search: URLSearchParams,
    requestId: string,
  ): Promise<void> {
    response.appendHeader('vary', 'Accept, Authorization');
    const type = responseType(request.headers.accept);
    if (!type) {
      response.setHeader('cache-control', 'no-store');
      const message = 'Answers are application/graphql-response+json or application/json.';
      return respondWithResult(
        response,
        { errors: [codedError('NOT_ACCEPTABLE', message)] },
        'application/json',
      );
    }
    const { result, policy } = await answer(request, response, search, requestId);
    const hasErrors = (result.errors?.length ?? 0) > 0;
    const isAuthorized = authorizationOf(request) !== undefined;
    response.setHeader('cache-control', cacheControlHeader(policy, { hasErrors, isAuthorized }));
    respondWithResult(response, result, type);
  };

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    search: URLSearchParams,
    requestId: string,
  ): Promise<Answer> {
    try {
      const params = await readParams(request, search, options.maxBodyBytes);
      const read = options.readDocument(params.query);
      if ('errors' in read) return { result: { errors: read.errors }, policy: notCacheable };
      const operation = getOperationAST(read.document, params.operationName);
      if (!operation) throw unresolved(params.operationName);
      const isMutation = operation.operation === 'mutation';
      if (isMutation && request.method === 'GET') {
        response.setHeader('allow', 'POST');
        throw codedError('METHOD_NOT_ALLOWED', 'Mutations are asked by POST.');
      }
      const result = await withClient(request, response, requestId, isMutation, (client) =>
        options.execute(read.document, params, client),
      );
      return { result, policy: options.policyOf(read.document, params.operationName) };
    } catch (error) {
      if (error instanceof GraphQLError) {
        if (error.extensions.code === 'METHOD_NOT_ALLOWED' && !response.hasHeader('allow')) {
          response.setHeader('allow', 'GET, POST');
        }
        return { result: { errors: [error] }, policy: notCacheable };
      }
      options.log.error({ requestId, err: error }, 'the gateway failed');
      return { result: { errors: [internalError()] }, policy: notCacheable };
    }
  }

  /** Runs what the client asked, until the time is up; what only reads also ends when the client goes. */
  async function withClient<T>(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    isMutation: boolean,
    run: (client: ClientRequest) => Promise<T>,
  ): Promise<T> {
    const authorization = authorizationOf(request);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('The time is up.')), options.timeout);
    const onClose = () => {
      if (!isMutation && !response.writableEnded) controller.abort(new ClientGone());
    };
    response.once('close', onClose);
    try {
      return await run({
        requestId,
        signal: controller.signal,
        ...(authorization === undefined ? {} : { authorization }),
      });
    } finally {
      clearTimeout(timer);
      response.off('close', onClose);
    }
  }
}

/** The header as it came; empty, as the IDE sends it before a token is filled in, it is none. */
function authorizationOf(request: IncomingMessage): string | undefined {
  return request.headers.authorization || undefined;
}

function unresolved(operationName: string | undefined): GraphQLError {
  const message = operationName
    ? 'The document has no operation of that name.'
    : 'The document has several operations: "operationName" must say which.';
  return codedError('OPERATION_RESOLUTION_FAILURE', message);
}
