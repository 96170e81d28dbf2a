import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';
import { ownWaitById } from './waitlist.reads.ts';
import { toWaitlistEntry } from './waitlist.type.ts';

export const waitlistEntryReference: ResolveReference<BookingsContext> = async ({ id }, context) => {
  const row = await context.load(ownWaitById, String(id));
  return row && toWaitlistEntry(row, context.now);
};
