import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { bySystem, recordBookingChanges } from './booking-changes.ts';
import { BookingStatus } from './booking-status.ts';
import { Booking } from './booking.entity.ts';

// Whoever books or changes appointments first locks the clients, then the therapists, each in the order of their ids. So
// one decides at a time for a person, nobody waits in a circle, and the constraints have nothing left to refuse.

/** Locks until the transaction ends. References to the rows by foreign keys go on. */
export async function lockParties(
  em: EntityManager,
  parties: { clientIds: readonly string[]; therapistIds: readonly string[] },
): Promise<void> {
  if (parties.clientIds.length > 0) {
    await readRows(
      em,
      sql`select from client where id = any(${parties.clientIds}) order by id for no key update`,
    );
  }
  await lockTherapists(em, parties.therapistIds);
}

export async function lockTherapists(em: EntityManager, therapistIds: readonly string[]): Promise<void> {
  await readRows(
    em,
    sql`select from therapist where id = any(${therapistIds}) order by id for no key update`,
  );
}

/** The id of the viewer's row as a client, which is made when they have none; it stays locked until the transaction ends. */
export async function lockClientOf(
  em: EntityManager,
  { subject, name, email, timeZone }: Viewer,
  now: Date,
): Promise<string> {
  const [client] = await readRows(
    em,
    sql<{ id: string }>`
      insert into client as known (id, subject, name, email, time_zone, created_at)
      values (${newId('Client')}, ${subject}, ${name}, ${email}, ${timeZone}, ${now})
      on conflict (subject) do update set
        name = coalesce(excluded.name, known.name), email = coalesce(excluded.email, known.email),
        time_zone = coalesce(excluded.time_zone, known.time_zone)
      returning id`,
  );
  return client!.id;
}

/** Ends the holds that have run out and would stand in the way of the therapists or the client; these must be locked. */
export async function expireHoldsOf(
  em: EntityManager,
  parties: { clientIds: readonly string[]; therapistIds: readonly string[] },
  now: Date,
): Promise<void> {
  const due = await em.find(
    Booking,
    {
      status: BookingStatus.HELD,
      heldUntil: { $lte: now },
      $or: [
        { therapistId: { $in: [...parties.therapistIds] } },
        { clientId: { $in: [...parties.clientIds] } },
      ],
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  await recordBookingChanges(
    em,
    due.map((booking) => ({ booking, event: 'EXPIRED', actor: bySystem, now })),
  );
}
