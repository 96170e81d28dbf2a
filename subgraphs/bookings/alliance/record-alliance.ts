import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { forbidden, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import type { BookingOutcome } from '../booking/booking-outcomes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { takeBooking } from '../booking/own-booking.ts';
import { Alliance } from './alliance.entity.ts';
import type { Marks } from './alliance.rules.ts';
import type { AllianceSharing } from './alliance.type.ts';

export interface AllianceWords extends Marks {
  note: string | null;
  sharing: AllianceSharing;
}

/** What came of it, as it is remembered for its idempotency key. */
export type AllianceOutcome =
  | { type: 'AllianceRecorded'; bookingId: string }
  | Extract<BookingOutcome, { type: 'BookingStateConflict' }>;

/** Keeps the client's marks of an appointment that took place; there is one record of each, and the latest words stand. */
export async function recordAlliance(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  words: AllianceWords,
  now: Date,
): Promise<AllianceOutcome> {
  await requireOwnCompleted(em, viewer, bookingId, now);
  const { safe, goals, tasks, note, sharing } = words;
  const known = await em.findOne(Alliance, { bookingId });
  if (known === null) {
    const id = newId('Alliance');
    em.create(Alliance, {
      id,
      bookingId,
      safe,
      goals,
      tasks,
      note,
      sharing,
      recordedAt: now,
      updatedAt: now,
    });
    await em.flush();
    await noteConsent(em, id, sharing, now);
  } else {
    if (known.sharing !== sharing) await noteConsent(em, known.id, sharing, now);
    Object.assign(known, { safe, goals, tasks, note, sharing, updatedAt: now });
    await em.flush();
  }
  return { type: 'AllianceRecorded', bookingId };
}

/** Changes what the therapist may see, from this moment on. NOT_FOUND when there is no record. */
export async function shareAlliance(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  sharing: AllianceSharing,
  now: Date,
): Promise<AllianceOutcome> {
  await requireOwnCompleted(em, viewer, bookingId, now);
  const known = await em.findOne(Alliance, { bookingId });
  if (known === null) throw notFound('The marks');
  if (known.sharing !== sharing) {
    await noteConsent(em, known.id, sharing, now);
    known.sharing = sharing;
    known.updatedAt = now;
    await em.flush();
  }
  return { type: 'AllianceRecorded', bookingId };
}

/** The appointment must be the viewer's as its client; NOT_FOUND, FORBIDDEN for its therapist, or a refusal unless it took place. */
async function requireOwnCompleted(
  em: EntityManager,
  viewer: Viewer,
  bookingId: string,
  now: Date,
): Promise<void> {
  const { booking, actor } = await takeBooking(em, bookingId, viewer, now);
  if (actor.role !== 'CLIENT') throw forbidden('Only the client of an appointment may mark it.');
  if (booking.status !== BookingStatus.COMPLETED) {
    const { status } = booking;
    throw new Refusal({ type: 'BookingStateConflict', bookingId, status } satisfies AllianceOutcome);
  }
}

async function noteConsent(
  em: EntityManager,
  allianceId: string,
  sharing: AllianceSharing,
  now: Date,
): Promise<void> {
  await readRows(
    em,
    sql`insert into alliance_consent (alliance_id, at, sharing) values (${allianceId}, ${now}, ${sharing})`,
  );
}
