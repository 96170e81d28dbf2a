import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { BookingsContext } from '../bookings.ts';
import type { BookingActor, BookingEventType } from './booking-event.entity.ts';
import { readBookings, type VisibleBooking } from './booking.reads.ts';

/** By id and, for admins, the reason why they look; null when there is none that the viewer may see. */
export const visibleBooking = defineLoader<
  BookingsContext,
  { id: string; reason: string | null },
  VisibleBooking | null
>(
  async (context, keys) => {
    const found = new Map<string, VisibleBooking>();
    for (const reason of new Set(keys.map((key) => key.reason))) {
      const ids = keys.filter((key) => key.reason === reason).map((key) => key.id);
      for (const booking of await readBookings(context, ids, reason))
        found.set(`${booking.row.id} ${reason}`, booking);
    }
    return keys.map(({ id, reason }) => found.get(`${id} ${reason}`) ?? null);
  },
  ({ id, reason }) => `${id} ${reason}`,
);

export interface TimelineRow {
  at: number;
  type: BookingEventType;
  actor: BookingActor;
  reason: string | null;
  previousStartsAt: number | null;
}

/** What happened to a booking, oldest first, by the booking's id. Only for bookings that the viewer may see. */
export const timelineOfBooking = defineLoader<BookingsContext, string, TimelineRow[]>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<{ id: string; timeline: TimelineRow[] }>`
      select booking_id as id, json_agg(json_build_object(
        'at', extract(epoch from at) * 1000, 'type', type, 'actor', actor, 'reason', reason,
        'previousStartsAt', extract(epoch from previous_starts_at) * 1000) order by id) as timeline
      from booking_event where booking_id = any(${ids}) group by booking_id`,
  );
  return inKeyOrder(ids, rows, ({ id }) => id, null).map((row) => row?.timeline ?? []);
});
