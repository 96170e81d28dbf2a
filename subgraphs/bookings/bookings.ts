import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { bookingsDatabase } from './mikro-orm.config.ts';
import { bookingsSchema } from './schema.ts';

export type BookingsContext = RequestContext<SubgraphSettings>;

/** The bookings subgraph over its database, ready for a transport. */
export function openBookings(settings: SubgraphSettings): Subgraph {
  const { schema } = buildSubgraph(bookingsSchema);
  return openSubgraph('bookings', schema, openDatabase(bookingsDatabase, settings.database), settings);
}
