import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';

/** Whether there is such a therapist, and for whom, is the therapists subgraph's to say. */
export const therapistReference: ResolveReference<BookingsContext> = ({ id }) => ({ id: String(id) });
