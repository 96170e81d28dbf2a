import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';
import { selfTestById } from './self-test.loaders.ts';

export const selfTestReference: ResolveReference<ContentContext> = ({ id }, context) =>
  context.load(selfTestById, String(id));
