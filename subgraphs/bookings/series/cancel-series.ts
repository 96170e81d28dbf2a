import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { recordBookingChanges } from '../booking/booking-changes.ts';
import { lockParties } from '../booking/booking-locks.ts';
import type { BookingOutcome } from '../booking/booking-outcomes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { Booking } from '../booking/booking.entity.ts';
import { changeableUntil } from '../booking/booking.rules.ts';
import { requireReason, roleIn } from '../booking/own-booking.ts';

interface SeriesRow {
  clientId: string;
  therapistId: string;
  clientSubject: string;
  ownerSubject: string | null;
}

/** Calls off the upcoming appointments of a series from an occurrence on. What the client is too late for stands. */
export async function cancelSeries(
  em: EntityManager,
  viewer: Viewer,
  { seriesId, fromOccurrence, reason }: { seriesId: string; fromOccurrence: number; reason: string | null },
  now: Date,
): Promise<BookingOutcome> {
  const [parties] = await readRows(
    em,
    sql<SeriesRow>`
      select client_id as "clientId", therapist_id as "therapistId", client.subject as "clientSubject",
        therapist.owner_subject as "ownerSubject"
      from series join client on client.id = client_id join therapist on therapist.id = therapist_id
      where series.id = ${seriesId}`,
  );
  const role = parties === undefined ? null : roleIn(parties, viewer);
  if (parties === undefined || role === null) throw notFound('The series');
  requireReason(reason, role, ['THERAPIST', 'ADMIN']);
  await lockParties(em, { clientIds: [parties.clientId], therapistIds: [parties.therapistId] });
  const upcoming = await em.find(
    Booking,
    { seriesId, occurrence: { $gte: fromOccurrence }, status: BookingStatus.CONFIRMED, endsAt: { $gt: now } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { occurrence: 'asc' }, refresh: true },
  );
  const isLate = (booking: Booking) => role === 'CLIENT' && now > changeableUntil(booking);
  const kept = upcoming.filter(isLate);
  const cancelled = upcoming.filter((booking) => !isLate(booking));
  if (cancelled.length === 0 && kept.length > 0) {
    const cancellableUntil = changeableUntil(kept[0]!).toISOString();
    throw new Refusal({ type: 'TooLateToCancel', cancellableUntil } satisfies BookingOutcome);
  }
  const actor = { role, subject: viewer.subject };
  await recordBookingChanges(
    em,
    cancelled.map((booking) => ({ booking, event: 'CANCELLED', actor, now, reason })),
  );
  return {
    type: 'SeriesCancelled',
    seriesId,
    cancelled: cancelled.map(({ id }) => id),
    kept: kept.map(({ id }) => id),
  };
}
