import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildASTSchema, parse, type ExecutionResult } from 'graphql';
import { pino, type Logger } from 'pino';
import { publicSchemaOf } from '../schema/public-schema.ts';
import { readCacheHints } from './caching/cache-hints.ts';
import { createCachePolicies } from './caching/cache-policy.ts';
import { createDocuments } from './document/documents.ts';
import { defaultOperationLimits, type OperationLimits } from './document/limits.ts';
import { createObjectLimit } from './document/object-limit.ts';
import { codedError, internalError, isMeantForClients, subgraphUnavailable } from './errors.ts';
import { respondAlive, respondReady } from './health.ts';
import { applyCors, type CorsOrigins } from './http/cors.ts';
import { createGraphQLEndpoint } from './http/graphql-endpoint.ts';
import { requestIdOf } from './http/request-id.ts';
import { respondWithJson } from './http/respond.ts';
import { readTarget } from './http/target.ts';
import { createIde } from './ide/ide.ts';
import { createExecutor } from './plan/execute-operation.ts';
import type { SubgraphCall } from './plan/execute-plan.ts';
import { createPlanner } from './plan/planner.ts';
import { type Subgraph, type SubgraphName } from './subgraph.ts';
import { handlerTransport } from './transport/handler-transport.ts';
import { httpTransport } from './transport/http-transport.ts';
import { ClientGone, type ClientRequest, type Transport } from './transport/transport.ts';

export type { Subgraph, SubgraphHandler, SubgraphName, SubgraphRequest, SubgraphTarget } from './subgraph.ts';

export interface GatewayOptions {
  /** The supergraph's SDL, as `schema/compose.ts` makes it. */
  supergraph: string;
  subgraphs: Readonly<Record<SubgraphName, Subgraph>>;
  /** Hears of faults, each with the request's id and never with tokens or variables; silent when not given. */
  log?: Logger;
  /** Serves GraphiQL to browsers that open the endpoint; yes unless false. */
  ide?: boolean;
  /** Pages that may ask; any unless given. */
  corsOrigins?: CorsOrigins;
  limits?: Partial<OperationLimits>;
  /** Bytes of a request's body; 256 KiB unless given. */
  maxBodyBytes?: number;
  /** Milliseconds after which an answer goes out with what there is; 10 000 unless given. */
  timeout?: number;
  /** Is asked first about every request that is not the gateway's own, and says whether it answers it. */
  routes?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
}

export interface Gateway {
  /** Answers a request of node:http. */
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Closes the connections to the subgraphs once their calls have ended. */
  dispose: () => Promise<void>;
}

/**
 * One graph over the subgraphs, over HTTP: `/graphql`, with an IDE for browsers, `/livez` and `/readyz`.
 *
 * @throws Error when the supergraph is none
 */
export function createGateway(options: GatewayOptions): Gateway {
  const log = options.log ?? pino({ level: 'silent' });
  const limits = { ...defaultOperationLimits, ...options.limits };
  const supergraph = parse(options.supergraph, { noLocation: true });
  const schema = buildASTSchema(publicSchemaOf(supergraph));
  const transports = Object.fromEntries(
    Object.entries(options.subgraphs).map(([name, subgraph]) => [name, transportTo(subgraph)]),
  );
  const execute = createExecutor({
    schema,
    plan: createPlanner(options.supergraph),
    refuse: createObjectLimit(schema, limits),
  });

  async function call(
    service: string,
    subgraphCall: SubgraphCall,
    client: ClientRequest,
  ): Promise<ExecutionResult> {
    try {
      const transport = transports[service];
      if (!transport) throw new Error(`The supergraph names a subgraph that is not set up: ${service}`);
      return await transport.call(subgraphCall, client);
    } catch (error) {
      const level = client.signal.reason instanceof ClientGone ? 'debug' : 'error';
      log[level]({ requestId: client.requestId, service, err: error }, 'a subgraph is not available');
      return { errors: [subgraphUnavailable(service)] };
    }
  }

  const graphql = createGraphQLEndpoint({
    readDocument: createDocuments(schema, limits),
    execute: (document, params, client) =>
      execute({
        ...params,
        document,
        call: (service, subgraphCall) => call(service, subgraphCall, client),
        onSubgraphError: (service, error, path) => {
          if (isMeantForClients(error)) return;
          log.error({ requestId: client.requestId, service, path, err: error }, 'a subgraph failed');
        },
      }),
    policyOf: createCachePolicies(schema, readCacheHints(supergraph)),
    maxBodyBytes: options.maxBodyBytes ?? 256 * 1024,
    timeout: options.timeout ?? 10_000,
    log,
  });
  const ide = options.ide === false ? null : createIde();

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    response.setHeader('x-content-type-options', 'nosniff');
    const { path, search } = readTarget(request.url);
    if (path === '/livez') return respondAlive(response);
    if (path === '/readyz') return respondReady(response, transports);
    if (await ide?.(request, response, path)) return;
    if (path === '/graphql') {
      if (applyCors(request, response, options.corsOrigins ?? '*')) return;
      return graphql(request, response, search, requestId);
    }
    if (await options.routes?.(request, response)) return;
    respondWithJson(response, 404, {
      errors: [codedError('NOT_FOUND', 'There is nothing here; GraphQL is at /graphql.')],
    });
  }

  return {
    handle: (request, response) => {
      route(request, response).catch((error: unknown) => {
        log.error({ err: error }, 'a request failed');
        if (response.headersSent) response.destroy();
        else respondWithJson(response, 500, { errors: [internalError()] });
      });
    },
    dispose: async () => {
      await Promise.all(Object.values(transports).map((transport) => transport.close()));
    },
  };
}

function transportTo(subgraph: Subgraph): Transport {
  if ('handler' in subgraph) return handlerTransport(subgraph.handler, subgraph.ready);
  const transport = httpTransport(subgraph.url);
  return subgraph.ready ? { ...transport, ready: subgraph.ready } : transport;
}
