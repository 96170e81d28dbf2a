import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { contentDatabase } from './mikro-orm.config.ts';
import { requireSecret, type PreviewSettings } from './revision/preview-token.ts';
import { contentSchema } from './schema.ts';

export interface ContentSettings extends SubgraphSettings {
  /** How previews of drafts are signed and where they lead; without it there are none. */
  preview?: PreviewSettings;
}

export type ContentContext = RequestContext<ContentSettings>;

/** The content subgraph over its database, ready for a transport. */
export function openContent(settings: ContentSettings): Subgraph<ContentSettings> {
  if (settings.preview) requireSecret(settings.preview.secret);
  const { schema } = buildSubgraph(contentSchema);
  return openSubgraph('content', schema, openDatabase(contentDatabase, settings.database), settings);
}
