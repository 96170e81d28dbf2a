import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';
import { therapistById } from './therapist.loaders.ts';

export const therapistReference: ResolveReference<TherapistsContext> = ({ id }, context) =>
  context.load(therapistById, String(id));
