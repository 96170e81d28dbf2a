import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';

/** Nobody is found but the one who asks. */
export const meReference: ResolveReference<TherapistsContext> = ({ id }, { viewer }) =>
  viewer !== null && viewer.subject === id ? { id: viewer.subject } : null;
