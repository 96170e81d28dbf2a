import { execute, type ExecutionResult } from 'graphql';
import {
  createGateway,
  type GatewayOptions,
  type Subgraph,
  type SubgraphRequest,
} from '../../../gateway/gateway.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../../gateway/server.ts';
import { SubgraphServer } from './subgraph-server.ts';
import { toyComposition, toySubgraphs, type ToyName } from './subgraphs.ts';
import { World } from './world.ts';

/** In this process, or over HTTP. */
export type Way = 'handlers' | 'http';

export const names: readonly ToyName[] = ['therapists', 'bookings', 'content'];

export interface Asked {
  status: number;
  headers: Headers;
  body: ExecutionResult;
}

export interface ToyPlatform extends AsyncDisposable {
  world: World;
  server: RunningServer;
  /** The endpoint. */
  url: string;
  /** Only over HTTP. */
  servers: Record<ToyName, SubgraphServer>;
  /** What each handler was called with; only in-process. */
  calls: { name: ToyName; request: SubgraphRequest }[];
  ask: (
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<Asked>;
}

type Options = Partial<GatewayOptions> & { grace?: ServerOptions['grace'] };

/** The toy graph behind a gateway on a free port. */
export async function startToy(way: Way, { grace, ...options }: Options = {}): Promise<ToyPlatform> {
  const world = new World();
  const schemas = toySubgraphs(world);
  const calls: ToyPlatform['calls'] = [];
  const servers = {} as Record<ToyName, SubgraphServer>;
  const subgraphs = {} as Record<ToyName, Subgraph>;
  for (const name of names) {
    if (way === 'http') {
      servers[name] = await new SubgraphServer(schemas[name]).start();
      subgraphs[name] = { url: servers[name].url };
      continue;
    }
    subgraphs[name] = {
      handler: async (request) => {
        calls.push({ name, request });
        const { document, variables, authorization } = request;
        return execute({
          schema: schemas[name],
          document,
          variableValues: variables,
          contextValue: { authorization },
        });
      },
    };
  }
  const gateway = createGateway({ supergraph: toyComposition.supergraph, subgraphs, ...options });
  const server = await startServer(gateway, { port: 0, host: '127.0.0.1', ...(grace ? { grace } : {}) });
  const url = `http://127.0.0.1:${server.port}/graphql`;
  return {
    world,
    server,
    url,
    servers,
    calls,
    ask: async (query, variables, headers = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as ExecutionResult,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await gateway.dispose();
      await Promise.all(Object.values(servers).map((each) => each.stop()));
    },
  };
}
