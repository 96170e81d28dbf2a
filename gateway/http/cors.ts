import type { IncomingMessage, ServerResponse } from 'node:http';

/** Origins whose pages may ask: all of them, or these. */
export type CorsOrigins = '*' | readonly string[];

/**
 * Tells browsers which pages may read the answer. Credentials are never allowed: there are no cookies, and a token in
 * `Authorization` is a page's own to send.
 *
 * @returns whether the request was a preflight, which is answered with this
 */
export function applyCors(request: IncomingMessage, response: ServerResponse, origins: CorsOrigins): boolean {
  const { origin } = request.headers;
  if (origins !== '*') response.appendHeader('vary', 'Origin');
  const isAllowed = origin !== undefined && (origins === '*' || origins.includes(origin));
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', origins === '*' ? '*' : origin);
    response.setHeader('access-control-expose-headers', 'x-request-id');
  }
  if (request.method !== 'OPTIONS') return false;
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, x-request-id');
    response.setHeader('access-control-max-age', '86400');
  }
  response.writeHead(204, { allow: 'GET, POST, OPTIONS' }).end();
  return true;
}
