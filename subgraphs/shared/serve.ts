import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { maskError } from './errors.ts';
import { gracefulClose } from './graceful-close.ts';
import { refusedContext } from './in-process.ts';
import type { Subgraph } from './subgraph.ts';
import type { RequestContext } from './context.ts';

/** A gateway's plan is larger than a client's document, never this large. */
const maxBodyBytes = 4 * 1024 * 1024;

export interface RunningServer {
  port: number;
  url: string;
  /** Stops accepting, finishes what is in flight, then closes the subgraph. */
  close(): Promise<void>;
}

/** Serves a subgraph over HTTP for a gateway: `POST /graphql`, `GET /livez`, `GET /readyz`. */
export async function serveSubgraph(
  subgraph: Subgraph,
  port: number,
  host = '0.0.0.0',
): Promise<RunningServer> {
  const apollo = new ApolloServer<RequestContext>({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // The gateway is the only caller; browsers are its business.
    csrfPrevention: false,
    formatError: (formatted, error) => maskError(formatted, error, subgraph.log),
    // The gateway makes Cache-Control of the schema's hints; traces would be answered to anyone who asks.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  const server = createServer((request, response) => {
    handle(subgraph, apollo, request, response).catch((error: unknown) => {
      subgraph.log.error({ err: error }, 'a request failed outside GraphQL');
      if (!response.headersSent)
        answer(response, 500, graphqlFailure('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.'));
      else response.destroy();
    });
  });
  const closeServer = gracefulClose(server);
  await listen(server, port, host);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    port: actualPort,
    url: `http://localhost:${actualPort}/graphql`,
    async close() {
      await closeServer();
      await apollo.stop();
      await subgraph.close();
    },
  };
}

async function handle(
  subgraph: Subgraph,
  apollo: ApolloServer<RequestContext>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Not `new URL`, which refuses some of what a client can send.
  const asked = request.url ?? '/';
  const pathname = asked.replace(/\?.*$/s, '');
  const search = asked.slice(pathname.length);
  if (pathname === '/livez') return answer(response, 200, { status: 'ok' });
  if (pathname === '/readyz') {
    const ready = await subgraph.ready();
    return answer(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable' });
  }
  if (pathname !== '/graphql' && (await subgraph.routes?.(request, response))) return;
  if (pathname !== '/graphql')
    return answer(response, 404, graphqlFailure('NOT_FOUND', 'Nothing is here; ask /graphql.'));

  const body = await readBody(request);
  if (body === 'cut off') return;
  if (body === 'too large')
    return answer(response, 413, graphqlFailure('BAD_REQUEST', 'The request is too large.'));
  if (body === 'not json')
    return answer(response, 400, graphqlFailure('BAD_REQUEST', 'The request is not JSON.'));

  let context: RequestContext;
  try {
    context = await subgraph.createContext({
      authorization: request.headers.authorization,
      requestId: singleHeader(request.headers['x-request-id']),
    });
  } catch (error) {
    const refusal = refusedContext(error, subgraph);
    const status = refusal.extensions['code'] === 'UNAUTHENTICATED' ? 401 : 503;
    return answer(response, status, { errors: [refusal.toJSON()] });
  }

  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, singleHeader(value) ?? '');
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: (request.method ?? 'POST').toUpperCase(),
      headers,
      search,
      body: body.json,
    },
    context: () => Promise.resolve(context),
  });
  response.writeHead(result.status ?? 200, Object.fromEntries(result.headers));
  if (result.body.kind === 'complete') {
    response.end(result.body.string);
    return;
  }
  for await (const chunk of result.body.asyncIterator) response.write(chunk);
  response.end();
}

type Body = { json: unknown } | 'too large' | 'not json' | 'cut off';

/** Reads on past the limit without keeping anything: a client that is still sending would not hear the answer. */
function readBody(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) return void chunks.push(chunk);
      chunks = [];
      resolve('too large');
    });
    request.on('end', () => resolve(parseBody(Buffer.concat(chunks))));
    request.on('error', () => resolve('cut off'));
  });
}

function parseBody(bytes: Buffer): Body {
  if (bytes.length === 0) return { json: '' };
  try {
    return { json: JSON.parse(bytes.toString()) as unknown };
  } catch {
    return 'not json';
  }
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function graphqlFailure(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
