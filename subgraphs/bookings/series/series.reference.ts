import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';
import { visibleSeries } from './series.reads.ts';
import { SeriesType } from './series.type.ts';

/** A series that the viewer may see, or null. `reason` is why an admin looks; without one an admin finds nothing. */
export async function seriesById(
  context: BookingsContext,
  id: string,
  reason: string | null = null,
): Promise<SeriesType | null> {
  const row = await context.load(visibleSeries, { id, reason });
  if (row === null) return null;
  return Object.assign(new SeriesType(), {
    id: row.id,
    kind: row.kind,
    every: row.every,
    therapist: { id: row.therapistId },
    createdAt: new Date(row.createdAt),
    bookingIds: row.bookingIds,
    reason,
  });
}

export const seriesReference: ResolveReference<BookingsContext> = ({ id }, context) =>
  seriesById(context, String(id));
