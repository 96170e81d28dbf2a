import { GraphQLError } from 'graphql';

/** Codes of the errors that the gateway itself gives; subgraphs have theirs. They are listed in the README. */
export type GatewayErrorCode =
  | 'BAD_REQUEST'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_ACCEPTABLE'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_FOUND'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_TOO_LARGE'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'BAD_USER_INPUT'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

export function codedError(
  code: GatewayErrorCode,
  message: string,
  options: { path?: readonly (string | number)[]; service?: string } = {},
): GraphQLError {
  return new GraphQLError(message, {
    ...(options.path ? { path: options.path } : {}),
    extensions: { code, ...(options.service ? { service: options.service } : {}) },
  });
}

export function subgraphUnavailable(service: string): GraphQLError {
  return codedError('SUBGRAPH_UNAVAILABLE', `The ${service} service is not available at the moment.`, {
    service,
  });
}

export function internalError(path?: readonly (string | number)[]): GraphQLError {
  return codedError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', path ? { path } : {});
}

/** Codes that tell of a fault between gateway and subgraph; what such an error says is no client's business. */
const faultCode =
  /^(INTERNAL_SERVER_ERROR|DOWNSTREAM_SERVICE_ERROR|GRAPHQL_\w+|PERSISTED_QUERY_\w+|BAD_REQUEST)$/;

/** Extensions that servers add for themselves. */
const privateExtensions = new Set(['http', 'stacktrace', 'exception', 'originalError', 'serviceName']);

interface ForeignError {
  message: string;
  extensions?: Record<string, unknown>;
}

/** Whether a subgraph meant the error for the client: it has a code, and not one for faults. */
export function isMeantForClients({ extensions }: ForeignError): boolean {
  const code = extensions?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) && !faultCode.test(code);
}

/** A subgraph's error as clients may see it, at `path` in the response. */
export function publicSubgraphError(
  error: ForeignError,
  path: readonly (string | number)[] | undefined,
): GraphQLError {
  if (!isMeantForClients(error)) return internalError(path);
  const extensions = Object.fromEntries(
    Object.entries(error.extensions ?? {}).filter(([name]) => !privateExtensions.has(name)),
  );
  return new GraphQLError(error.message, { ...(path ? { path } : {}), extensions });
}
