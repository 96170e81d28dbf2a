import type { ServerResponse } from 'node:http';
import { respondWithJson } from './http/respond.ts';
import type { Transport } from './transport/transport.ts';

/** The process is alive: nothing else is asked. */
export function respondAlive(response: ServerResponse): void {
  response.setHeader('cache-control', 'no-store');
  respondWithJson(response, 200, { status: 'alive' });
}

/** 200 when every subgraph can serve, 503 else; the body says which cannot. */
export async function respondReady(
  response: ServerResponse,
  transports: Readonly<Record<string, Transport>>,
): Promise<void> {
  const states = await Promise.all(
    Object.entries(transports).map(async ([name, { ready }]) => {
      const isReady = await ready().catch(() => false);
      return [name, isReady ? 'ready' : 'not ready'] as const;
    }),
  );
  const isReady = states.every(([, state]) => state === 'ready');
  response.setHeader('cache-control', 'no-store');
  respondWithJson(response, isReady ? 200 : 503, {
    status: isReady ? 'ready' : 'not ready',
    services: Object.fromEntries(states),
  });
}
