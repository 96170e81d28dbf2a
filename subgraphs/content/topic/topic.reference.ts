import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';
import { topicById } from './topic.loaders.ts';

export const topicReference: ResolveReference<ContentContext> = ({ id }, context) =>
  context.load(topicById, String(id));
