import { setTimeout as pause } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { bookingsDatabase } from '../../subgraphs/bookings/mikro-orm.config.ts';
import { contentDatabase } from '../../subgraphs/content/mikro-orm.config.ts';
import { openDatabase } from '../../subgraphs/shared/database.ts';
import { EventPublisher } from '../../subgraphs/shared/events.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { therapistsDatabase } from '../../subgraphs/therapists/mikro-orm.config.ts';
import type { SubgraphName } from '../database/provision.ts';
import { startWorkers } from '../worker/workers.ts';
import { appointmentsOf, type DemoAppointment } from './appointments.ts';
import { cast, type CastMember } from './cast.ts';
import { SeededRandom } from './seeded-random.ts';
import { seedBookings } from './seed-bookings.ts';
import { seedContent } from './seed-content.ts';
import { seedReviews, seedTherapists } from './seed-therapists.ts';

/** A member of the cast with the rows that are theirs. */
export interface DemoTherapist {
  id: string;
  member: CastMember;
  /** Counts from 1; decides the photo. */
  place: number;
  appointments: DemoAppointment[];
}

export interface SeedOptions {
  /** The instant the data is made for: past appointments end before it, coming ones begin after. */
  now: Date;
  /** Called with each step, in words. */
  onProgress: (step: string) => void;
}

const seed = 20_261_123;
const joinedDaysAgo = 400;

/**
 * Fills empty subgraphs with the demonstration data, the same for the same `now`; does nothing when there are therapists
 * already. What crosses between subgraphs goes by their events, as ever, so this ends when the last has arrived.
 */
export async function seedDemonstration(
  urls: Record<SubgraphName, string>,
  options: SeedOptions,
): Promise<void> {
  const { now, onProgress } = options;
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const bookings = openDatabase(bookingsDatabase, { url: urls.bookings });
  const content = openDatabase(contentDatabase, { url: urls.content });
  const events = new EventPublisher('therapists', therapists);
  try {
    if (await hasRows(therapists, 'therapist')) return;
    const workers = await startWorkers({ urls, clock: () => now, log: createLog('error') });
    try {
      const people = demoTherapists(now);
      onProgress(`Seeding ${people.length} therapists`);
      await seedTherapists(therapists, events, people, now);
      await arrived(bookings, 'therapist', people.length);
      const count = people.reduce((sum, { appointments }) => sum + appointments.length, 0);
      onProgress(`Seeding their hours and ${count} appointments`);
      await seedBookings(bookings, people);
      onProgress('Seeding their reviews');
      await seedReviews(therapists, people);
      onProgress('Seeding articles, self tests, services and crisis lines');
      await arrived(content, 'therapist', people.length);
      await seedContent(content, now);
      onProgress('Waiting for the next open slots to be known');
      await until(
        async () => (await countRows(bookings, 'availability_change')) === 0,
        'the next open slots',
      );
      await arrived(therapists, 'next_open_slot', await countRows(bookings, 'next_open'));
    } finally {
      await workers.close();
    }
  } finally {
    await events.close();
    await Promise.all([therapists.close(), bookings.close(), content.close()]);
  }
}

function demoTherapists(now: Date): DemoTherapist[] {
  return cast.map((member, index) => {
    // A source for each therapist, so that a change to one leaves the others as they were.
    const random = new SeededRandom(seed + index);
    const joinedAt = new Date(now.getTime() - (joinedDaysAgo - index) * 86_400_000);
    const id = random.id('Therapist', joinedAt);
    return { id, member, place: index + 1, appointments: appointmentsOf(member, random, now) };
  });
}

async function hasRows(orm: MikroORM, table: string): Promise<boolean> {
  return (await countRows(orm, table)) > 0;
}

async function countRows(orm: MikroORM, table: string): Promise<number> {
  const [row] = await orm.em.fork().execute<{ count: string }[]>(`select count(*) as count from "${table}"`);
  return Number(row?.count);
}

/** Waits until events have brought this many rows. */
function arrived(orm: MikroORM, table: string, expected: number): Promise<void> {
  return until(async () => (await countRows(orm, table)) >= expected, table);
}

/** Waits; says what is missing when it does not come. */
async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const patienceMs = 60_000;
  for (const deadline = Date.now() + patienceMs; !(await isSo()); await pause(50)) {
    if (Date.now() > deadline)
      throw new Error(`Events have not brought ${what} within ${patienceMs / 1000} seconds.`);
  }
}
