import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { bySystem, recordBookingChanges } from './booking-changes.ts';
import { catchUpParties } from './booking-locks.ts';
import { BookingStatus } from './booking-status.ts';
import { Booking } from './booking.entity.ts';

/** Therapists or appointments that one round takes; what is left over is for the next. */
const batch = 100;

/** Ends the holds that have run out. Therapists who are being booked at the moment are left to that booking. */
export async function expireHolds(em: EntityManager, now: Date): Promise<void> {
  const due = await readRows(
    em.fork(),
    sql<{ id: string }>`
      select distinct therapist_id as id from booking
      where status = 'HELD' and held_until <= ${now} limit ${batch}`,
  );
  for (const { id } of due) {
    await em.fork().transactional(async (tx) => {
      const locked = await readRows(
        tx,
        sql`select from therapist where id = ${id} for no key update skip locked`,
      );
      if (locked.length > 0) await catchUpParties(tx, { clientIds: [], therapistIds: [id] }, now);
    });
  }
}

/** Completes the appointments that have ended and that nobody marked as missed; answers how many. */
export async function completeEnded(em: EntityManager, now: Date): Promise<number> {
  return em.fork().transactional(async (tx) => {
    const ended = await tx.find(
      Booking,
      { status: BookingStatus.CONFIRMED, endsAt: { $lte: now } },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE, orderBy: { endsAt: 'asc' }, limit: batch },
    );
    await recordBookingChanges(
      tx,
      ended.map((booking) => ({ booking, event: 'COMPLETED', actor: bySystem, now })),
    );
    return ended.length;
  });
}
