import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { RequestContext } from './context.ts';
import { closeDatabase, databaseAnswers, type DatabaseSettings } from './database.ts';
import { createAuthenticate, type TokenSettings } from './viewer.ts';

/** What every subgraph is started with, whatever process it runs in. */
export interface SubgraphSettings {
  database: DatabaseSettings;
  /** Null when no identity provider is configured: then only the public graph is served. */
  tokens: TokenSettings | null;
  /** The address of the platform as its visitors see it, without a trailing slash: `https://rapport.example`. */
  publicUrl: string;
  /** The clock; a test or a seed may hold it still. */
  clock?: () => Date;
  log: Logger;
}

/** What the transport knows of a request. */
export interface IncomingRequest {
  authorization: string | undefined;
  requestId: string | undefined;
}

/** Answers a request of node:http that is not for GraphQL, and says whether it did. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** A running subgraph, before any transport. */
export interface Subgraph<Settings extends SubgraphSettings = SubgraphSettings> {
  name: string;
  schema: GraphQLSchema;
  orm: MikroORM;
  log: Logger;
  /** Throws UNAUTHENTICATED for a bad token. */
  createContext(request: IncomingRequest): Promise<RequestContext<Settings>>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
  /** What it serves beside the graph, if anything. */
  routes?: Route;
}

export function openSubgraph<Settings extends SubgraphSettings>(
  name: string,
  schema: GraphQLSchema,
  orm: MikroORM,
  settings: Settings,
): Subgraph<Settings> {
  const authenticate = createAuthenticate(settings.tokens);
  const clock = settings.clock ?? (() => new Date());
  const log = settings.log.child({ subgraph: name });
  return {
    name,
    schema,
    orm,
    log,
    async createContext({ authorization, requestId }) {
      const viewer = await authenticate(authorization);
      return new RequestContext({
        em: orm.em.fork(),
        viewer,
        now: clock(),
        log: log.child({ requestId }),
        settings,
      });
    },
    ready: () => databaseAnswers(orm),
    close: () => closeDatabase(orm),
  };
}
