import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';

// Whether there is such a service or concern is content's to say.

export const serviceReference: ResolveReference<TherapistsContext> = ({ id, concerns, professions }) => ({
  id,
  concerns,
  professions,
});

export const concernHelpReference: ResolveReference<TherapistsContext> = ({ concern }) => ({ concern });
