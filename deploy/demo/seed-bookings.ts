import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { BookingEvent } from '../../subgraphs/bookings/booking/booking-event.entity.ts';
import { BookingStatus } from '../../subgraphs/bookings/booking/booking-status.ts';
import { Booking } from '../../subgraphs/bookings/booking/booking.entity.ts';
import { Client } from '../../subgraphs/bookings/client/client.entity.ts';
import { WeeklyHours } from '../../subgraphs/bookings/schedule/weekly-hours.entity.ts';
import { AppointmentKind } from '../../subgraphs/shared/vocabulary.ts';
import type { DemoAppointment } from './appointments.ts';
import { hourPatterns } from './hours.ts';
import type { DemoTherapist } from './seed.ts';

/** Weekly hours, clients and their appointments, each with the timeline that brought it where it is. */
export async function seedBookings(orm: MikroORM, people: readonly DemoTherapist[]): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const hours = people.flatMap(({ id: therapistId, member }) =>
      hourPatterns[member.hours].map(([weekday, from, to]) => ({
        therapistId,
        weekday,
        startMinute: from * 60,
        endMinute: to * 60,
        effectiveFrom: null,
        effectiveUntil: null,
      })),
    );
    await em.insertMany(WeeklyHours, hours);
    await insertClients(em, people);
    for (const { id: therapistId, appointments } of people) {
      await em.insertMany(
        Booking,
        appointments.map((appointment) => bookingRow(therapistId, appointment)),
      );
      await em.insertMany(BookingEvent, appointments.flatMap(timelineRows));
    }
  });
}

async function insertClients(em: EntityManager, people: readonly DemoTherapist[]): Promise<void> {
  const clients = new Map(
    people.flatMap(({ appointments }) => appointments.map(({ client }) => [client.id, client])),
  );
  const bookedFirst = new Map<string, Date>();
  for (const { client, bookedAt } of people.flatMap(({ appointments }) => appointments)) {
    const known = bookedFirst.get(client.id);
    if (known === undefined || bookedAt < known) bookedFirst.set(client.id, bookedAt);
  }
  const rows = [...clients.values()].map((client) => ({ ...client, createdAt: bookedFirst.get(client.id)! }));
  await em.insertMany(Client, rows);
}

export function bookingRow(therapistId: string, appointment: DemoAppointment) {
  const { id, client, kind, status, startsAt, endsAt, bookedAt } = appointment;
  return {
    id,
    kind,
    status,
    therapistId,
    clientId: client.id,
    startsAt,
    endsAt,
    // The cast keeps no buffers.
    blockedFrom: startsAt,
    blockedUntil: endsAt,
    heldUntil: null,
    consultationPlace: kind === AppointmentKind.CONSULTATION ? 1 : null,
    seriesId: null,
    occurrence: null,
    sequence: status === BookingStatus.CANCELLED ? 1 : 0,
    createdAt: bookedAt,
    updatedAt: endOf(appointment).at,
  };
}

export function timelineRows(appointment: DemoAppointment) {
  const { id: bookingId, client, status, bookedAt } = appointment;
  const entry = { bookingId, reason: null, previousStartsAt: null };
  const confirmed = {
    ...entry,
    at: bookedAt,
    type: 'CONFIRMED',
    actor: 'CLIENT',
    actorSubject: client.subject,
  } as const;
  if (status === BookingStatus.CONFIRMED) return [confirmed];
  return [confirmed, { ...entry, ...endOf(appointment) }];
}

/** The last entry of an appointment's timeline. */
function endOf({ status, client, startsAt, endsAt, bookedAt }: DemoAppointment) {
  const byItself = { actor: 'SYSTEM', actorSubject: null } as const;
  switch (status) {
    case BookingStatus.COMPLETED:
      return { at: endsAt, type: 'COMPLETED', ...byItself } as const;
    case BookingStatus.NO_SHOW:
      return {
        at: endsAt,
        type: 'MARKED_NO_SHOW',
        actor: 'ADMIN',
        actorSubject: 'dev|demonstration',
      } as const;
    case BookingStatus.CANCELLED: {
      const dayBefore = new Date(Math.max(bookedAt.getTime(), startsAt.getTime() - 2 * 86_400_000));
      return { at: dayBefore, type: 'CANCELLED', actor: 'CLIENT', actorSubject: client.subject } as const;
    }
    default:
      return { at: bookedAt, type: 'CONFIRMED', actor: 'CLIENT', actorSubject: client.subject } as const;
  }
}
