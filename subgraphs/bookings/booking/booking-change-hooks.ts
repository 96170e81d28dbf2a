import type { EntityManager } from '@mikro-orm/postgresql';
import { mailOfChanges } from '../mail/mail-of-changes.ts';
import { endWaits, offerFreedTimes } from '../waitlist/waitlist-offers.ts';
import type { RecordedChange } from './booking-changes.ts';

/** Acts on changes in their own transaction: what it writes exists if and only if they do. Gets those of one command together. */
export type BookingChangeHook = (em: EntityManager, changes: readonly RecordedChange[]) => Promise<void>;

/** Everything that follows from a change, in order. Asked for when it is needed, since hooks may bring changes about themselves. */
export function bookingChangeHooks(): readonly BookingChangeHook[] {
  return [mailOfChanges, endWaits, offerFreedTimes];
}
