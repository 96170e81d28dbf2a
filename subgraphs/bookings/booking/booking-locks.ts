import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
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

/**
 * Makes true what the clock has brought about and no worker has written yet, where it would stand in the way of the therapists
 * or the clients, who must be locked: ends holds that have run out, and completes the clients' consultations, whose places
 * are free again.
 */
export async function catchUpParties(
  em: EntityManager,
  parties: { clientIds: readonly string[]; therapistIds: readonly string[] },
  now: Date,
): Promise<void> {
  const [clientIds, therapistIds] = [[...parties.clientIds], [...parties.therapistIds]];
  const hasRunOut = { status: BookingStatus.HELD, heldUntil: { $lte: now } };
  const isOver = {
    kind: AppointmentKind.CONSULTATION,
    status: BookingStatus.CONFIRMED,
    endsAt: { $lte: now },
  };
  const due = await em.find(
    Booking,
    {
      $or: [
        { ...hasRunOut, therapistId: { $in: therapistIds } },
        { ...hasRunOut, clientId: { $in: clientIds } },
        { ...isOver, clientId: { $in: clientIds } },
      ],
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  await recordBookingChanges(
    em,
    due.map((booking) => {
      const event = booking.status === BookingStatus.HELD ? 'EXPIRED' : 'COMPLETED';
      return { booking, event, actor: bySystem, now } as const;
    }),
  );
}
