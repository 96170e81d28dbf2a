import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';

/** Whether there is such a slot, and for whom, is bookings' to say; its fields come only when a price is asked for. */
export const slotReference: ResolveReference<TherapistsContext> = ({
  id,
  kind,
  therapist,
  startsAt,
  endsAt,
}) => ({
  id,
  kind,
  therapist,
  startsAt: new Date(String(startsAt)),
  endsAt: new Date(String(endsAt)),
});
