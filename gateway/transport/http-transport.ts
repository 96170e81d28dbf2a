import { setTimeout as delay } from 'node:timers/promises';
import { print, type DocumentNode } from 'graphql';
import { Pool } from 'undici';
import type { SubgraphCall } from '../plan/execute-plan.ts';
import { isExecutionResult, TransportError, type ClientRequest, type Transport } from './transport.ts';

export interface HttpTransportOptions {
  /** Connections to one subgraph at most; further calls wait for one. */
  connections?: number;
  /** Bytes of one answer, from which on it is given up. */
  maxResponseBytes?: number;
  /** Milliseconds for a connection to be made. */
  connectTimeout?: number;
  /** Milliseconds for `/readyz` to answer. */
  readyTimeout?: number;
}

/** The request was not answered because the connection failed, so it may be sent once more if it changes nothing. */
const connectionErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const retryAfterMilliseconds = 50;

/** Calls a subgraph at an address, over connections that are kept open. */
export function httpTransport(url: string, options: HttpTransportOptions = {}): Transport {
  const address = new URL(url);
  const readiness = new URL('readyz', address);
  const pool = new Pool(address.origin, {
    connections: options.connections ?? 64,
    maxResponseSize: options.maxResponseBytes ?? 16 * 1024 * 1024,
    connectTimeout: options.connectTimeout ?? 2000,
    // The client request's own time limit ends calls; these are for connections that have gone silent.
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const path = address.pathname + address.search;
  const texts = new WeakMap<DocumentNode, string>();

  function bodyOf({ document, variables }: SubgraphCall): string {
    let text = texts.get(document);
    if (text === undefined) {
      text = print(document);
      texts.set(document, text);
    }
    return JSON.stringify({ query: text, variables });
  }

  async function send(body: string, { authorization, requestId, signal }: ClientRequest): Promise<unknown> {
    const response = await pool.request({
      path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        'x-request-id': requestId,
        ...(authorization === undefined ? {} : { authorization }),
      },
      body,
      signal,
    });
    const type = response.headers['content-type'];
    if (typeof type !== 'string' || !/^application\/(graphql-response\+)?json\b/i.test(type)) {
      await response.body.dump();
      throw new TransportError(`HTTP status ${response.statusCode} without a GraphQL answer`);
    }
    return response.body.json();
  }

  return {
    call: async (call, request) => {
      const body = bodyOf(call);
      const answer = await send(body, request).catch(async (error: unknown) => {
        if (call.isMutation || !isConnectionError(error)) throw error;
        await delay(retryAfterMilliseconds, undefined, { signal: request.signal });
        return send(body, request);
      });
      if (!isExecutionResult(answer)) throw new TransportError('an answer that is not GraphQL');
      return answer;
    },
    ready: async () => {
      try {
        const signal = AbortSignal.timeout(options.readyTimeout ?? 2000);
        const response = await pool.request({ path: readiness.pathname, method: 'GET', signal });
        await response.body.dump();
        return response.statusCode === 200;
      } catch {
        return false;
      }
    },
    close: () => pool.close(),
  };
}

function isConnectionError(error: unknown): boolean {
  return connectionErrors.has(String((error as { code?: unknown }).code));
}
