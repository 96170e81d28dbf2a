import { setTimeout as pause } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { bookingsDatabase } from '../../subgraphs/bookings/mikro-orm.config.ts';
import { contentDatabase } from '../../subgraphs/content/mikro-orm.config.ts';
import { openDatabase } from '../../subgraphs/shared/database.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { therapistsDatabase } from '../../subgraphs/therapists/mikro-orm.config.ts';
import { Therapist } from '../../subgraphs/therapists/therapist/therapist.entity.ts';
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
  joinedAt: Date;
  appointments: DemoAppointment[];
}

export interface SeedOptions {
  /** The instant the data is made for: past appointments end before it, coming ones begin after. */
  now: Date;
  /** Called with each step, in words. */
  onProgress: (step: string) => void;
}

const seed = 20_261_123;
/** The first of the cast joined so many days before the data's instant, each other a day later. */
const joinedDaysAgo = 400;

/**
 * Fills empty subgraphs with the demonstration data, the same for the same `now`; goes on where an earlier seed was cut
 * off; does nothing when it is done or when the therapists are somebody else's. What crosses between subgraphs goes by
 * their events, as ever, so this ends when the last has arrived.
 */
export async function seedDemonstration(
  urls: Record<SubgraphName, string>,
  { now, onProgress }: SeedOptions,
): Promise<void> {
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const bookings = openDatabase(bookingsDatabase, { url: urls.bookings });
  const content = openDatabase(contentDatabase, { url: urls.content });
  try {
    const seededAt = await instantToSeedFor(therapists, now);
    // The articles come last and all at once.
    if (seededAt === null || (await hasRows(content, 'article'))) return;
    const workers = await startWorkers({ urls, clock: () => seededAt, log: createLog('error') });
    try {
      await seedSteps({ therapists, bookings, content }, demoTherapists(seededAt), seededAt, onProgress);
    } finally {
      await workers.close();
    }
  } finally {
    await Promise.all([therapists.close(), bookings.close(), content.close()]);
  }
}

/** Each step is one transaction and is left out when its rows are there. */
async function seedSteps(
  { therapists, bookings, content }: Record<SubgraphName, MikroORM>,
  people: readonly DemoTherapist[],
  now: Date,
  onProgress: (step: string) => void,
): Promise<void> {
  onProgress(`Seeding ${people.length} therapists`);
  if (!(await hasRows(therapists, 'therapist'))) await seedTherapists(therapists, people);
  await until(
    async () => (await countRows(bookings, 'therapist')) >= people.length,
    'the therapists to bookings',
  );
  const count = people.reduce((sum, { appointments }) => sum + appointments.length, 0);
  onProgress(`Seeding their hours and ${count} appointments`);
  if (!(await hasRows(bookings, 'weekly_hours'))) await seedBookings(bookings, people);
  onProgress('Seeding their reviews');
  if (!(await hasRows(therapists, 'review'))) await seedReviews(therapists, people);
  onProgress('Waiting for the next open slots to be known');
  await until(
    async () =>
      (await knownOpenings(bookings, 'next_open')) === (await knownOpenings(therapists, 'next_open_slot')),
    'the next open slots to therapists',
  );
  onProgress('Seeding articles, self tests, services and crisis lines');
  await until(
    async () => (await countRows(content, 'therapist')) >= people.length,
    'the therapists to content',
  );
  await seedContent(content, now);
}

/** `now` for empty subgraphs, the instant of an earlier seed of ours, or null when the therapists are not ours. */
async function instantToSeedFor(therapists: MikroORM, now: Date): Promise<Date | null> {
  if (!(await hasRows(therapists, 'therapist'))) return now;
  const first = await therapists.em.fork().findOne(Therapist, { slug: cast[0]!.slug });
  return first === null ? null : new Date(first.joinedAt.getTime() + joinedDaysAgo * 86_400_000);
}

/** The next open slots in a table of either subgraph, in one text; null while changes are still to be looked at. */
async function knownOpenings(orm: MikroORM, table: 'next_open' | 'next_open_slot'): Promise<string | null> {
  if (table === 'next_open' && (await hasRows(orm, 'availability_change'))) return null;
  const [row] = await orm.em.fork().execute<{ openings: string }[]>(
    `select coalesce(string_agg(concat_ws(' ', therapist_id, kind, starts_at), ',' order by therapist_id, kind), '') as openings
     from ${table} where starts_at is not null`,
  );
  return row!.openings;
}

function demoTherapists(now: Date): DemoTherapist[] {
  return cast.map((member, index) => {
    // A source for each therapist, so that a change to one leaves the others as they were.
    const random = new SeededRandom(seed + index);
    const joinedAt = new Date(now.getTime() - (joinedDaysAgo - index) * 86_400_000);
    const id = random.id('Therapist', joinedAt);
    return { id, member, place: index + 1, joinedAt, appointments: appointmentsOf(member, random, now) };
  });
}

async function hasRows(orm: MikroORM, table: string): Promise<boolean> {
  return (await countRows(orm, table)) > 0;
}

async function countRows(orm: MikroORM, table: string): Promise<number> {
  const [row] = await orm.em.fork().execute<{ count: string }[]>(`select count(*) as count from "${table}"`);
  return Number(row?.count);
}

/** Waits; says what is missing when it does not come. */
async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const patienceMs = 60_000;
  for (const deadline = Date.now() + patienceMs; !(await isSo()); await pause(50)) {
    if (Date.now() > deadline)
      throw new Error(`Events have not brought ${what} within ${patienceMs / 1000} seconds.`);
  }
}
