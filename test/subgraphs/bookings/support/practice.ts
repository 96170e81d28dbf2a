import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking } from '../../../../subgraphs/bookings/booking/booking.entity.ts';
import { BookingStatus } from '../../../../subgraphs/bookings/booking/booking-status.ts';
import { Client } from '../../../../subgraphs/bookings/client/client.entity.ts';
import { Schedule } from '../../../../subgraphs/bookings/schedule/schedule.entity.ts';
import { scheduleDefaults } from '../../../../subgraphs/bookings/schedule/schedule.rules.ts';
import { WeeklyHours } from '../../../../subgraphs/bookings/schedule/weekly-hours.entity.ts';
import { applyTherapistProfile } from '../../../../subgraphs/bookings/therapist/therapist-profile.ts';
import type { Payload } from '../../../../subgraphs/shared/event-topics.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { AppointmentKind } from '../../../../subgraphs/shared/vocabulary.ts';

/** Monday 5 October 2026, 00:00 in Brisbane, which keeps one clock all year. */
export const mondayMidnight = new Date('2026-10-04T14:00Z');

/** An instant counted from `mondayMidnight`: `at(1, 9.5)` is Tuesday 09:30 in Brisbane. */
export function at(day: number, hour: number): Date {
  return new Date(mondayMidnight.getTime() + (day * 24 + hour) * 3_600_000);
}

interface PracticeOptions {
  profile?: Partial<Payload<'therapists.profile'>>;
  settings?: Partial<Record<keyof typeof scheduleDefaults, number | null>>;
  /** Local hours of every weekday, Monday to Sunday; none when empty. */
  hours?: readonly (readonly [start: number, end: number])[];
}

/** A public therapist in Brisbane who works 9 to 12 every day, unless the options say otherwise; answers the id. */
export async function addTherapist(em: EntityManager, options: PracticeOptions = {}): Promise<string> {
  const therapistId = options.profile?.therapistId ?? newId('Therapist');
  const fork = em.fork();
  await applyTherapistProfile(fork, {
    therapistId,
    version: 1,
    isPublic: true,
    slug: therapistId.slice(-12),
    name: 'Alex Practice',
    timeZone: 'Australia/Brisbane',
    ownerSubject: `owner-of-${therapistId}`,
    acceptingNewClients: true,
    ...options.profile,
  });
  if (options.settings) {
    fork.create(Schedule, { therapistId, ...scheduleDefaults, ...options.settings } as Schedule);
  }
  for (const [start, end] of options.hours ?? [[9, 12]]) {
    for (let weekday = 1; weekday <= 7; weekday++) {
      fork.create(WeeklyHours, {
        therapistId,
        weekday,
        startMinute: start * 60,
        endMinute: end * 60,
        effectiveFrom: null,
        effectiveUntil: null,
      });
    }
  }
  await fork.flush();
  return therapistId;
}

/** A client whose token subject is `subject`; answers the id. */
export async function addClient(em: EntityManager, subject: string): Promise<string> {
  const id = newId('Client');
  const fork = em.fork();
  const details = { name: subject, email: `${subject}@example.com`, timeZone: null };
  fork.create(Client, { id, subject, ...details, createdAt: mondayMidnight });
  await fork.flush();
  return id;
}

type BookingOptions = Pick<Booking, 'therapistId' | 'clientId' | 'startsAt'> &
  Partial<Booking> & { minutes?: number };

/** A row as it would have been left by earlier bookings, past the mutations; answers the id. */
export async function addBooking(em: EntityManager, options: BookingOptions): Promise<string> {
  const { minutes = 50, ...given } = options;
  const id = newId('Booking');
  const endsAt = new Date(given.startsAt.getTime() + minutes * 60_000);
  const fork = em.fork();
  fork.create(Booking, {
    id,
    kind: AppointmentKind.SESSION,
    status: BookingStatus.CONFIRMED,
    endsAt,
    blockedFrom: given.startsAt,
    blockedUntil: endsAt,
    heldUntil: null,
    consultationPlace: given.kind === AppointmentKind.CONSULTATION ? 1 : null,
    seriesId: null,
    occurrence: null,
    sequence: 0,
    createdAt: mondayMidnight,
    updatedAt: mondayMidnight,
    ...given,
  });
  await fork.flush();
  return id;
}
