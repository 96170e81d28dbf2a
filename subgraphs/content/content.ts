import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { contentDatabase } from './mikro-orm.config.ts';
import { contentSchema } from './schema.ts';

export type ContentContext = RequestContext<SubgraphSettings>;

/** The content subgraph over its database, ready for a transport. */
export function openContent(settings: SubgraphSettings): Subgraph {
  const { schema } = buildSubgraph(contentSchema);
  return openSubgraph('content', schema, openDatabase(contentDatabase, settings.database), settings);
}
