import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';
import { serviceById } from './service.loaders.ts';

export const serviceReference: ResolveReference<ContentContext> = ({ id }, context) =>
  context.load(serviceById, String(id));
