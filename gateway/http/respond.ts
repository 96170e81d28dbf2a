import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { ResponseType } from './media-types.ts';

/** Status codes of answers without data, in whatever media type. */
const requestStatus: Record<string, number> = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTERNAL_SERVER_ERROR: 500,
};

/**
 * The status of an answer. A request that is well-formed but cannot be executed is 400 in
 * `application/graphql-response+json` and 200 in `application/json`, as the specification has it.
 */
export function statusOf(result: ExecutionResult, type: ResponseType): number {
  if (result.data !== undefined) return 200;
  const code = result.errors?.[0]?.extensions.code;
  return requestStatus[String(code)] ?? (type === 'application/json' ? 200 : 400);
}

export function respondWithResult(
  response: ServerResponse,
  result: ExecutionResult,
  type: ResponseType,
): void {
  const status = statusOf(result, type);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
  if (status === 413) response.setHeader('connection', 'close');
  send(response, status, `${type}; charset=utf-8`, JSON.stringify(result));
}

export function respondWithJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

export function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
