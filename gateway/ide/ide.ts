import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from '../http/respond.ts';
import { readIdeAssets, type IdeAssets } from './ide-assets.ts';

const filesPath = '/graphql/ide';

/** Only what GraphiQL needs of this origin; its editor writes styles into the page and has its fonts in the stylesheet. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * GraphiQL for browsers that open the endpoint, with the page query filled in.
 *
 * @returns what answers a request when it is for the IDE, and says whether it was
 */
export function createIde(): (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<boolean> {
  let assets: Promise<IdeAssets> | undefined;

  return async (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const isPage = path === '/graphql' && (request.headers.accept ?? '').includes('text/html');
    if (!isPage && !path.startsWith(`${filesPath}/`)) return false;
    const { page, files } = await (assets ??= readIdeAssets(filesPath));
    const asset = isPage ? page : files.get(path);
    if (!asset) return false;
    response.setHeader('cache-control', isPage ? 'no-store' : 'public, max-age=31536000, immutable');
    response.setHeader('content-security-policy', contentSecurityPolicy);
    response.setHeader('referrer-policy', 'no-referrer');
    if (isPage) response.setHeader('vary', 'Accept');
    send(response, 200, asset.type, asset.body);
    return true;
  };
}
