import type { IncomingMessage } from 'node:http';
import { codedError } from '../errors.ts';
import { isJson } from './media-types.ts';
import { readBody } from './read-body.ts';

/** What a GraphQL over HTTP request asks for. */
export interface GraphQLParams {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
}

/**
 * Reads the parameters of a GET or POST request as the GraphQL over HTTP specification has them. Bodies must be JSON: a
 * page of another site cannot send that without the browser asking first.
 *
 * @throws GraphQLError with a code when the request is not well-formed
 */
export async function readParams(
  request: IncomingMessage,
  search: URLSearchParams,
  maxBytes: number,
): Promise<GraphQLParams> {
  if (request.method === 'GET') return checkParams(readSearch(search));
  if (request.method !== 'POST') throw codedError('METHOD_NOT_ALLOWED', 'GraphQL is asked by GET or POST.');
  if (!isJson(request.headers['content-type'])) {
    throw codedError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8.');
  }
  const body = parseJson(await readBody(request, maxBytes), 'The body');
  if (!isObject(body))
    throw codedError('BAD_REQUEST', 'The body must be one JSON object; batches are not taken.');
  return checkParams(body);
}

function readSearch(search: URLSearchParams): Record<string, unknown> {
  const json = (name: string) => {
    const text = search.get(name);
    return text === null || text === '' ? undefined : parseJson(text, `The parameter "${name}"`);
  };
  return {
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

function checkParams({
  query,
  operationName,
  variables,
  extensions,
}: Record<string, unknown>): GraphQLParams {
  if (extensions !== undefined && extensions !== null && !isObject(extensions)) {
    throw codedError('BAD_REQUEST', 'The parameter "extensions" must be an object.');
  }
  if (query === undefined && isObject(extensions) && 'persistedQuery' in extensions) {
    // The words that clients look for to send the whole document instead.
    throw codedError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  }
  if (typeof query !== 'string') throw codedError('BAD_REQUEST', 'The parameter "query" must be a string.');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw codedError('BAD_REQUEST', 'The parameter "operationName" must be a string.');
  }
  if (variables !== undefined && variables !== null && !isObject(variables)) {
    throw codedError('BAD_REQUEST', 'The parameter "variables" must be an object.');
  }
  return {
    query,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables } : {}),
  };
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw codedError('BAD_REQUEST', `${what} is not valid JSON.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
