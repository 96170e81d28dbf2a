import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';

/** Whether there is such an article, and for whom, is content's to say. */
export const articleReference: ResolveReference<TherapistsContext> = ({ id, concerns }) => ({ id, concerns });
