import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';
import { meOf } from './me.resolver.ts';

/** Nobody is found but the one who asks. */
export const meReference: ResolveReference<BookingsContext> = ({ id }, { viewer }) =>
  viewer !== null && viewer.subject === id ? meOf(viewer) : null;
