import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { openBookings, type BookingsSettings } from '../../subgraphs/bookings/bookings.ts';
import { openContent, type ContentSettings } from '../../subgraphs/content/content.ts';
import { createInProcessHandler } from '../../subgraphs/shared/in-process.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import type { Subgraph, SubgraphSettings } from '../../subgraphs/shared/subgraph.ts';
import type { TokenSettings } from '../../subgraphs/shared/viewer.ts';
import { openTherapists, type TherapistsOptions } from '../../subgraphs/therapists/therapists.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.ts';
import type { SubgraphName } from '../database/provision.ts';

export interface PlatformSettings {
  urls: Record<SubgraphName, string>;
  tokens: TokenSettings | null;
  publicUrl: string;
  log: Logger;
  clock?: () => Date;
  /** Called with every statement of any subgraph. */
  onStatement?: (sql: string) => void;
  /** What only one of the subgraphs is told. */
  therapists?: Partial<TherapistsOptions>;
  bookings?: Partial<BookingsSettings>;
  content?: Partial<ContentSettings>;
  /** What the gateway is told besides where the subgraphs are; `routes` is what is served beside the graph. */
  gateway?: Pick<GatewayOptions, 'ide' | 'corsOrigins' | 'timeout' | 'routes'>;
}

export interface Platform {
  gateway: Gateway;
  subgraphs: Record<SubgraphName, Subgraph>;
  close(): Promise<void>;
}

/** The three subgraphs and the gateway in this process: no HTTP and no serialisation between them. */
export async function openPlatform(settings: PlatformSettings): Promise<Platform> {
  const { urls, onStatement, tokens, publicUrl, log, clock } = settings;
  const settingsOf = (name: SubgraphName): SubgraphSettings => ({
    database: { url: urls[name], onStatement },
    tokens,
    publicUrl,
    log,
    clock,
  });
  const subgraphs = {
    therapists: openTherapists({ ...settingsOf('therapists'), ...settings.therapists }),
    bookings: openBookings({ ...settingsOf('bookings'), ...settings.bookings }),
    content: openContent({ ...settingsOf('content'), ...settings.content }),
  };
  const gateway = createGateway({
    supergraph: await readFile(projectPath('schema', 'supergraph.graphql'), 'utf8'),
    subgraphs: {
      therapists: inProcess(subgraphs.therapists),
      bookings: inProcess(subgraphs.bookings),
      content: inProcess(subgraphs.content),
    },
    log: settings.log,
    ...settings.gateway,
    routes: async (request, response) =>
      (await settings.gateway?.routes?.(request, response)) ||
      routeToSubgraph(Object.values(subgraphs), request, response),
  });
  return {
    gateway,
    subgraphs,
    async close() {
      await gateway.dispose();
      await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close()));
    },
  };
}

function inProcess(subgraph: Subgraph) {
  return { handler: createInProcessHandler(subgraph), ready: () => subgraph.ready() };
}

/** What a subgraph serves beside the graph, calendar feeds for instance, at the same path as on its own. */
async function routeToSubgraph(
  subgraphs: readonly Subgraph[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  for (const { routes } of subgraphs) if (await routes?.(request, response)) return true;
  return false;
}
