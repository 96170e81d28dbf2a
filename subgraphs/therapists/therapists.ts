import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { therapistsDatabase } from './mikro-orm.config.ts';
import { therapistsSchema } from './schema.ts';

export type TherapistsContext = RequestContext<SubgraphSettings>;

/** The therapists subgraph over its database, ready for a transport. */
export function openTherapists(settings: SubgraphSettings): Subgraph {
  const { schema } = buildSubgraph(therapistsSchema);
  return openSubgraph('therapists', schema, openDatabase(therapistsDatabase, settings.database), settings);
}
