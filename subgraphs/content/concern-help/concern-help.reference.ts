import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';

/** Nothing is kept of it here: the concern is the whole of it. */
export const concernHelpReference: ResolveReference<ContentContext> = ({ concern }) => ({ concern });
