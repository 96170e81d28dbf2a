import { Temporal } from 'temporal-polyfill';
import { BookingStatus } from '../../subgraphs/bookings/booking/booking-status.ts';
import { AppointmentKind } from '../../subgraphs/shared/vocabulary.ts';
import type { CastMember } from './cast.ts';
import { hourPatterns } from './hours.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A person of the demonstration who has booked; sees one therapist only, so no two of their appointments can overlap. */
export interface DemoClient {
  id: string;
  subject: string;
  name: string;
  email: string;
  timeZone: string;
}

export interface DemoAppointment {
  id: string;
  client: DemoClient;
  kind: AppointmentKind;
  status: BookingStatus;
  startsAt: Date;
  endsAt: Date;
  bookedAt: Date;
}

const firstNames =
  'Ada Bram Cora Dev Esme Farid Greta Hugo Ines Joel Kira Liam Mina Nico Orla Pavel Quinn Rosa Sami Tess Uma Vito Wren Xan Yara Zeke'.split(
    ' ',
  );
const lastNames =
  'Ashby Bellamy Corrigan Drummond Everly Fairweather Gallagher Holloway Inverarity Jessop Kettering Lockhart Merriweather Northcote Oakes Pemberton Quarrie Rutherford Stanhope Trevelyan'.split(
    ' ',
  );

const minute = 60_000;
const sessionsPerClient = 8;

/**
 * A therapist's past and coming appointments: exactly `completedSessions` completed ones, walking back from yesterday
 * through the hours they keep, with a missed and a cancelled one now and then, and a few confirmed ones ahead.
 */
export function appointmentsOf(member: CastMember, random: SeededRandom, now: Date): DemoAppointment[] {
  const clients = clientsOf(member, random, now);
  const past: DemoAppointment[] = [];
  let completed = 0;
  for (const startsAt of startsFrom(member, now, -1)) {
    if (completed === member.completedSessions) break;
    // Nobody's diary is full: two of five hours stay free.
    if (random.next() < 0.4) continue;
    const client = clients[completed % clients.length]!;
    const status = statusOf(random.next());
    if (status === BookingStatus.COMPLETED) completed += 1;
    past.push(appointment(random, client, AppointmentKind.SESSION, status, startsAt));
  }
  return [...past, ...upcoming(member, clients, random, now)];
}

/** What became of a past appointment, from a random number: most took place. */
function statusOf(chance: number): BookingStatus {
  if (chance < 0.03) return BookingStatus.NO_SHOW;
  return chance < 0.09 ? BookingStatus.CANCELLED : BookingStatus.COMPLETED;
}

/** Some of the coming fortnight is taken, so that what is shown as open is what is left. */
function upcoming(
  member: CastMember,
  clients: DemoClient[],
  random: SeededRandom,
  now: Date,
): DemoAppointment[] {
  const newcomers = Array.from({ length: 2 }, () => newClient(random, member, now));
  const starts = startsFrom(member, now, 1);
  const booked: DemoAppointment[] = [];
  for (const client of [...clients.slice(0, 5), ...newcomers]) {
    const kind = newcomers.includes(client) ? AppointmentKind.CONSULTATION : AppointmentKind.SESSION;
    let startsAt = starts.next().value!;
    while (random.next() < 0.6) startsAt = starts.next().value!;
    booked.push(appointment(random, client, kind, BookingStatus.CONFIRMED, startsAt));
  }
  return booked;
}

function appointment(
  random: SeededRandom,
  client: DemoClient,
  kind: AppointmentKind,
  status: DemoAppointment['status'],
  startsAt: Date,
): DemoAppointment {
  const bookedAt = new Date(startsAt.getTime() - (3 + random.below(18)) * 24 * 60 * minute);
  const length = kind === AppointmentKind.SESSION ? 50 : 15;
  const endsAt = new Date(startsAt.getTime() + length * minute);
  return { id: random.id('Booking', bookedAt), client, kind, status, startsAt, endsAt, bookedAt };
}

/** The full hours the therapist keeps, day by day away from now: yesterday and back, or tomorrow and on. */
function* startsFrom(member: CastMember, now: Date, direction: 1 | -1): Generator<Date, never> {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(member.timeZone)
    .toPlainDate();
  for (let days = 1; ; days += 1) {
    const date = today.add({ days: days * direction });
    for (const [weekday, from, to] of hourPatterns[member.hours]) {
      if (weekday !== date.dayOfWeek) continue;
      for (let hour = from; hour < to; hour += 1) {
        const start = date.toZonedDateTime({ timeZone: member.timeZone, plainTime: { hour } });
        yield new Date(start.epochMilliseconds);
      }
    }
  }
}

function clientsOf(member: CastMember, random: SeededRandom, now: Date): DemoClient[] {
  const count = Math.max(member.stars.length, Math.ceil(member.completedSessions / sessionsPerClient));
  return Array.from({ length: count }, () => newClient(random, member, now));
}

function newClient(random: SeededRandom, member: CastMember, now: Date): DemoClient {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const id = random.id('Client', new Date(now.getTime() - 200 * 24 * 60 * minute));
  const handle = `${name.toLowerCase().replace(' ', '-')}-${id.slice(-4)}`;
  return { id, subject: `dev|${handle}`, name, email: `${handle}@example.com`, timeZone: member.timeZone };
}
