import { createGateway } from '../../gateway/gateway.ts';
import { startServer } from '../../gateway/server.ts';
import { schemaArtifacts } from '../../schema/artifacts.ts';
import { openBookings, type BookingsSettings } from '../../subgraphs/bookings/bookings.ts';
import { openContent, type ContentSettings } from '../../subgraphs/content/content.ts';
import { createInProcessHandler } from '../../subgraphs/shared/in-process.ts';
import type { Subgraph, SubgraphSettings } from '../../subgraphs/shared/subgraph.ts';
import { openTherapists, type TherapistsOptions } from '../../subgraphs/therapists/therapists.ts';
import type { SubgraphName } from '../../deploy/database/provision.ts';
import { testSettings } from './subgraph.ts';

interface GraphSettings {
  shared?: Partial<SubgraphSettings>;
  therapists?: Partial<TherapistsOptions>;
  bookings?: Partial<BookingsSettings>;
  content?: Partial<ContentSettings>;
}

/** The three subgraphs behind a gateway, composed of the code as it is, with settings of the test's own. */
export async function openGraph(urls: Record<SubgraphName, string>, settings: GraphSettings = {}) {
  const of = (name: SubgraphName) => testSettings(urls[name], settings.shared);
  const subgraphs = {
    therapists: openTherapists({ ...of('therapists'), ...settings.therapists }),
    bookings: openBookings({ ...of('bookings'), ...settings.bookings }),
    content: openContent({ ...of('content'), ...settings.content }),
  };
  const inProcess = (subgraph: Subgraph) => ({
    handler: createInProcessHandler(subgraph),
    ready: () => subgraph.ready(),
  });
  const gateway = createGateway({
    supergraph: schemaArtifacts()['supergraph.graphql']!,
    subgraphs: {
      therapists: inProcess(subgraphs.therapists),
      bookings: inProcess(subgraphs.bookings),
      content: inProcess(subgraphs.content),
    },
  });
  const server = await startServer(gateway, { port: 0, host: '127.0.0.1' });
  return {
    url: `${server.url}/graphql`,
    ...subgraphs,
    async close() {
      await server.close();
      await gateway.dispose();
      await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close()));
    },
  };
}
