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

/** Given before execution, by graphql-js and the server, about the client's own document and variables: safe to tell. */
const codesOfTheProtocol = new Set([
  'BAD_REQUEST',
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
  const codeOfTheProtocol = protocolCode(formatted, thrown, original);
  if (codeOfTheProtocol !== null) return { ...formatted, extensions: { code: codeOfTheProtocol } };
  if (isTextThatCannotBeStored(original)) {
    const message = 'A text holds the character U+0000, which cannot be stored.';
    return { ...formatted, message, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const unavailable = isDatabaseUnavailable(original);
  log.error({ err: original, path: formatted.path }, 'a resolver failed');
  return {
    ...formatted,
    message: unavailable ? 'The service is temporarily unavailable.' : 'Something went wrong on our side.',
    extensions: { code: unavailable ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR' },
  };
}

/** The code of an error about the document or its variables; null when it is about anything else. */
function protocolCode(formatted: GraphQLFormattedError, thrown: unknown, original: unknown): string | null {
  if (!(thrown instanceof GraphQLError && original instanceof GraphQLError)) return null;
  // A value that only this subgraph's scalars can judge: refused by validation over HTTP, in execution without it.
  // So is a variable that is null where its argument may not be.
  if (original.nodes?.some(({ kind }) => kind.endsWith('Value') || kind === 'Variable'))
    return 'BAD_USER_INPUT';
  // What a resolver throws has a path by now, even when a library made it look like an error of the protocol.
  if (thrown.path !== undefined) return null;
  // graphql-js gives no code to variables that do not fit; a server gives its code for faults to all that has none.
  const code = String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
  if (codesOfTheProtocol.has(code)) return code;
  return code === 'INTERNAL_SERVER_ERROR' ? 'BAD_USER_INPUT' : null;
}

/**
 * PostgreSQL keeps no U+0000 in text (22021) nor in jsonb (22P05), and in a statement of MikroORM's, which holds its values,
 * it ends the message too early (08P01, which poolers use for other things too); a client may send it in any String.
 */
function isTextThatCannotBeStored(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return (
    ['22021', '22P05'].includes(code) || (code === '08P01' && /invalid message format/.test(String(error)))
  );
}

/** Host not found, connection refused or lost, PostgreSQL starting, stopping or full (57P, 08, 53300): worth a retry. */
const codesOfUnavailability =
  /^(E(CONN(REFUSED|RESET|ABORTED)|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|57P0\d|08\w{3}|53300)$/;

/** What the `pg` driver says, without a code, of a connection it lost or did not get in time. */
const messagesOfUnavailability =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

function isDatabaseUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return codesOfUnavailability.test(code);
  const messages = [error, (error as { cause?: unknown } | null)?.cause].map((part) =>
    part instanceof Error ? part.message : '',
  );
  return messages.some((message) => messagesOfUnavailability.test(message));
}

/** Node's or PostgreSQL's code, of the error or of what caused it. */
function errorCode(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return [code, cause?.code].find((part) => typeof part === 'string');
}
