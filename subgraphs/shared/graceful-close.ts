import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/** How long, in milliseconds, requests in flight may take to finish once the server closes. */
const patienceMs = 20_000;

/**
 * Prepares a server for an orderly end; call it before the server listens. The function it answers stops accepting, lets
 * what is in flight finish, and leaves nobody hanging: neither a connection kept alive after its answer nor one on which
 * nothing was ever asked, both of which `server.close()` alone would wait for.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const inFlight = new Set<ServerResponse>();
  let closing = false;
  server.prependListener('request', (_request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (closing) response.shouldKeepAlive = false;
  });
  return async () => {
    closing = true;
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of inFlight) response.shouldKeepAlive = false;
    const patience = AbortSignal.timeout(patienceMs);
    const ended = [...inFlight].map((response) => once(response, 'close', { signal: patience }));
    await Promise.allSettled(ended);
    server.closeAllConnections();
    await stopped;
  };
}
