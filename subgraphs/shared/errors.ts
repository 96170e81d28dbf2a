import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/**
 * The codes a subgraph may put in `extensions.code`, each listed in the README.
 * A refusal that a client is expected to handle is not here: it is a `Problem` in the mutation's union.
 */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'FORBIDDEN'
  | 'INTERNAL_SERVER_ERROR'
  | 'NOT_FOUND'
  | 'SERVICE_UNAVAILABLE'
  | 'UNAUTHENTICATED';

/** An error meant for the client: its message and code leave the house as they are. */
export class CodedError extends GraphQLError {
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...details } });
    this.name = 'CodedError';
  }
}

/** Malformed input. `field` names the argument or input field at fault, as the client wrote it (`input.startsAt`). */
export function badInput(message: string, field?: string): CodedError {
  return new CodedError('BAD_USER_INPUT', message, field === undefined ? {} : { field });
}

/** The asked-for thing is not there, or not there for this viewer: the two are told alike, so nothing can be probed. */
export function notFound(what: string): CodedError {
  return new CodedError('NOT_FOUND', `${what} was not found.`);
}

/** The viewer is known but may not do this. */
export function forbidden(message: string): CodedError {
  return new CodedError('FORBIDDEN', message);
}

/** No token, or one that does not verify. `reason` is all that is ever told about a bad token. */
export function unauthenticated(reason: 'missing' | 'expired' | 'invalid'): CodedError {
  const message = {
    missing: 'Sign in to do this.',
    expired: 'The access token has expired.',
    invalid: 'The access token is invalid.',
  }[reason];
  return new CodedError('UNAUTHENTICATED', message, { reason });
}

/** graphql-js and the coercion of variables throw uncoded errors about the client's own document; those are safe to tell. */
const codesOfTheProtocol = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/**
 * The only door by which an error leaves a subgraph: coded errors pass, anything else is logged and told as a fault
 * without its message, since that may name tables, hosts or people.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  log: Logger,
): GraphQLFormattedError {
  const original = thrown instanceof GraphQLError ? (thrown.originalError ?? thrown) : thrown;
  if (original instanceof CodedError) {
    return { ...formatted, message: original.message, extensions: { ...original.extensions } };
  }
  const isAboutTheDocument = thrown instanceof GraphQLError && thrown.originalError === undefined;
  const code = formatted.extensions?.['code'];
  if (isAboutTheDocument && (code === undefined || codesOfTheProtocol.has(String(code)))) {
    return { ...formatted, extensions: { code: code ?? 'BAD_USER_INPUT' } };
  }
  const unavailable = isDatabaseUnavailable(original);
  log.error({ err: original, path: formatted.path }, 'a resolver failed');
  return {
    ...formatted,
    message: unavailable ? 'The service is temporarily unavailable.' : 'Something went wrong on our side.',
    extensions: { code: unavailable ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR' },
  };
}

/** Connection refused or lost, or PostgreSQL shutting down (class 57P, 08): worth a retry, so told apart from a fault. */
function isDatabaseUnavailable(error: unknown): boolean {
  const code = errorCode(error) ?? errorCode((error as { cause?: unknown } | null)?.cause);
  return code !== undefined && /^(ECONN(REFUSED|RESET)|ETIMEDOUT|EPIPE|57P0[123]|08\w{3}|53300)$/.test(code);
}

function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
