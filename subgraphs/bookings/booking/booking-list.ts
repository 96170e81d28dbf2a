import { sql, type RawBuilder } from 'kysely';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { readRows } from '../../shared/database.ts';
import { requireId } from '../../shared/ids.ts';
import {
  connectionTypes,
  decodeCursor,
  encodeCursor,
  requireFirst,
  toConnection,
  type Connection,
} from '../../shared/paging.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { BookingsContext } from '../bookings.ts';
import { BookingStatus } from './booking-status.ts';
import { bookingRows, showBookings } from './booking.reads.ts';
import { BookingType, toBooking } from './booking.type.ts';

export enum BookingWhen {
  UPCOMING = 'UPCOMING',
  PAST = 'PAST',
}

registerEnumType(BookingWhen, {
  name: 'BookingWhen',
  description: 'Which appointments, as seen from now.',
  valuesConfig: {
    UPCOMING: { description: 'Held or confirmed and not over yet, the soonest first.' },
    PAST: { description: 'All others: over, cancelled or expired, the latest first.' },
  },
});

@InputType('BookingFilter', { description: 'Which appointments to list; what is left out does not matter.' })
export class BookingFilter {
  @Field(() => BookingWhen, {
    nullable: true,
    description: 'Upcoming ones or the others; null means all, the latest first.',
  })
  when?: BookingWhen | null;

  @Field(() => AppointmentKind, { nullable: true, description: 'Only of this kind.' })
  kind?: AppointmentKind | null;

  @Field(() => [BookingStatus], { nullable: true, description: 'Only in one of these states.' })
  status?: BookingStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Only with this therapist.' })
  therapistId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this client.' })
  clientId?: string | null;

  @Field(() => Date, { nullable: true, description: 'Only those that start then or later.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only those that start before then.' })
  until?: Date | null;
}

export const { Connection: BookingConnection } = connectionTypes(BookingType, 'Booking');

export interface BookingPage {
  filter?: BookingFilter | null;
  first: number;
  after?: string | null;
}

/** A page of the bookings that `scope`, a condition over `booking`, `client` and `therapist`, names and the viewer may see. */
export async function listBookings(
  context: BookingsContext,
  scope: RawBuilder<unknown>,
  { filter, first, after }: BookingPage,
  reason: string | null = null,
): Promise<Connection<BookingType> & { totalCount: number }> {
  const limit = requireFirst(first);
  const condition = sql`${scope} and ${conditionOf(filter ?? {}, context.now)}`;
  const isAscending = filter?.when === BookingWhen.UPCOMING;
  const order = `bookings ${isAscending ? 'soonest' : 'latest'}`;
  const place = after === null || after === undefined ? sql`true` : beyond(after, order, isAscending);
  const direction = isAscending ? sql`asc` : sql`desc`;
  const tail = sql`order by starts_at ${direction}, booking.id ${direction} limit ${limit + 1}`;
  const [rows, [count]] = await Promise.all([
    readRows(context.em, bookingRows(sql`${condition} and ${place}`, tail)),
    readRows(
      context.em,
      sql<{ total: number }>`
        select count(*)::int as total
        from booking join client on client.id = client_id join therapist on therapist.id = therapist_id
        where ${condition}`,
    ),
  ]);
  // The row that tells of a next page is not shown, so nobody has looked at it.
  const visible = await showBookings(context, rows.slice(0, limit), reason);
  const page = toConnection(
    visible,
    { first: limit, after },
    (booking) => toBooking(booking, context.now),
    ({ row }) => encodeCursor(order, [new Date(row.startsAt).toISOString(), row.id]),
  );
  page.pageInfo.hasNextPage = rows.length > limit;
  return { ...page, totalCount: count!.total };
}

function conditionOf(filter: BookingFilter, now: Date): RawBuilder<unknown> {
  const isUpcoming = sql`(ends_at > ${now} and (status = 'CONFIRMED' or (status = 'HELD' and held_until > ${now})))`;
  const conditions = [sql`true`];
  if (filter.when === BookingWhen.UPCOMING) conditions.push(isUpcoming);
  if (filter.when === BookingWhen.PAST) conditions.push(sql`not ${isUpcoming}`);
  if (filter.kind) conditions.push(sql`kind = ${filter.kind}`);
  if (filter.status) conditions.push(sql`status = any(${filter.status})`);
  if (filter.therapistId)
    conditions.push(sql`therapist_id = ${requireId('Therapist', filter.therapistId, 'filter.therapistId')}`);
  if (filter.clientId)
    conditions.push(sql`client_id = ${requireId('Client', filter.clientId, 'filter.clientId')}`);
  if (filter.from) conditions.push(sql`starts_at >= ${filter.from}`);
  if (filter.until) conditions.push(sql`starts_at < ${filter.until}`);
  return sql.join(conditions, sql` and `);
}

function beyond(after: string, order: string, isAscending: boolean): RawBuilder<unknown> {
  const [startsAt, id] = decodeCursor(after, order, ['instant', 'text']);
  const place = sql`(${startsAt}::timestamptz, ${id})`;
  return isAscending ? sql`(starts_at, booking.id) > ${place}` : sql`(starts_at, booking.id) < ${place}`;
}
