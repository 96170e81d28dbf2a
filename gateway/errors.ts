import { GraphQLError } from 'graphql';

/** Codes of the errors that the gateway itself gives; subgraphs have theirs. They are listed in the README. */
export type GatewayErrorCode =
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_TOO_LARGE'
  | 'REQUEST_TIMEOUT'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

export function codedError(
  code: GatewayErrorCode,
  message: string,
  options: { path?: readonly (string | number)[]; status?: number; service?: string } = {},
): GraphQLError {
  return new GraphQLError(message, {
    ...(options.path ? { path: options.path } : {}),
    extensions: {
      code,
      ...(options.service ? { service: options.service } : {}),
      // Read, and taken off again, where the response is made.
      ...(options.status ? { http: { status: options.status } } : {}),
    },
  });
}

export function subgraphUnavailable(service: string): GraphQLError {
  return codedError('SUBGRAPH_UNAVAILABLE', `The ${service} service is not available at the moment.`, {
    service,
  });
}

export const internalErrorMessage = 'Something went wrong on our side.';

/** Codes that tell of a fault between gateway and subgraph; what such an error says is no client's business. */
const faultCode =
  /^(INTERNAL_SERVER_ERROR|DOWNSTREAM_SERVICE_ERROR|GRAPHQL_\w+|PERSISTED_QUERY_\w+|BAD_REQUEST)$/;

/** Extensions that servers add for themselves. */
const privateExtensions = new Set(['http', 'stacktrace', 'exception', 'originalError', 'serviceName']);

/** Whether a subgraph meant the error for the client: it has a code, and not one for faults. */
export function isMeantForClients(error: { extensions?: Record<string, unknown> }): boolean {
  const code = error.extensions?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) && !faultCode.test(code);
}

/** A subgraph's error as clients may see it, at `path` in the response. */
export function publicSubgraphError(
  error: { message: string; extensions?: Record<string, unknown> },
  path: readonly (string | number)[] | undefined,
): GraphQLError {
  if (!isMeantForClients(error))
    return codedError('INTERNAL_SERVER_ERROR', internalErrorMessage, path ? { path } : {});
  const extensions = Object.fromEntries(
    Object.entries(error.extensions ?? {}).filter(([name]) => !privateExtensions.has(name)),
  );
  return new GraphQLError(error.message, { ...(path ? { path } : {}), extensions });
}
