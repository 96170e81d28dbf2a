import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appointmentsOf } from '../../../deploy/demo/appointments.ts';
import { cast } from '../../../deploy/demo/cast.ts';
import { seedDemonstration } from '../../../deploy/demo/seed.ts';
import { SeededRandom } from '../../../deploy/demo/seeded-random.ts';
import { createTestDatabase } from '../../support/database.ts';
import { createDemoDatabase } from '../../support/demo-database.ts';

let urls: Awaited<ReturnType<typeof createDemoDatabase>>;
let database: pg.Client;

beforeAll(async () => {
  urls = await createDemoDatabase();
  database = new pg.Client({ connectionString: urls.admin });
  await database.connect();
});
afterAll(() => database.end());

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await database.query(sql, values)).rows;
}

it('shows at least 24 verified therapists over every profession and state', async () => {
  const [row] = await rowsOf(
    `select count(*)::int as therapists, count(distinct profession)::int as professions, count(distinct state)::int as states
     from therapists.therapist where status = 'VERIFIED'`,
  );
  expect(row.therapists).toBeGreaterThanOrEqual(24);
  expect(row).toMatchObject({ professions: 7, states: 8 });
});

it('has a clinical psychologist in NSW with 5.0 from one review and 54 completed sessions', async () => {
  const rows = await rowsOf(
    `select t.name from therapists.therapist t
     where profession = 'CLINICAL_PSYCHOLOGIST' and state = 'NSW'
     and (select array_agg(stars::int) from therapists.review r where r.therapist_id = t.id) = array[5]
     and (select count(*) from bookings.booking b where b.therapist_id = t.id and b.status = 'COMPLETED') = 54`,
  );
  expect(rows).toHaveLength(1);
});

it('has made every review of the client of a completed appointment', async () => {
  const strangers = await rowsOf(
    `select r.id from therapists.review r
     left join bookings.booking b on b.id = r.appointment_id and b.therapist_id = r.therapist_id and b.status = 'COMPLETED'
     left join bookings.client c on c.id = b.client_id and c.subject = r.author_subject
     where c.id is null`,
  );
  expect(strangers).toEqual([]);
});

it('has articles over four topics, two official self tests, six services and the crisis lines', async () => {
  const [row] = await rowsOf(
    `select (select count(*)::int from content.article where status = 'PUBLISHED') as articles,
            (select count(distinct topic_id)::int from content.article_revision where stage = 'PUBLISHED') as topics,
            (select count(*)::int from content.service) as services,
            (select array_agg(slug) from content.self_test) as tests,
            (select array_agg(phone) from content.crisis_line) as phones`,
  );
  expect(row.articles).toBeGreaterThanOrEqual(12);
  expect(row.topics).toBeGreaterThanOrEqual(4);
  expect(row.services).toBeGreaterThanOrEqual(6);
  expect(row.tests).toEqual(expect.arrayContaining(['phq-9', 'gad-7']));
  expect(row.phones).toEqual(
    expect.arrayContaining(['000', '13 11 14', '1300 659 467', '1800 55 1800', '1300 789 978']),
  );
});

it('keeps completed appointments in the past and coming ones in the future', async () => {
  const rows = await rowsOf(
    `select status, max(ends_at) < now() as past, min(starts_at) > now() as coming from bookings.booking group by status`,
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { status: 'COMPLETED', past: true, coming: false },
      { status: 'CONFIRMED', past: false, coming: true },
    ]),
  );
});

it('is the same for the same instant', () => {
  const now = new Date('2026-07-01T00:00:00Z');
  const once = cast.map((member, place) => appointmentsOf(member, new SeededRandom(place), now));
  const again = cast.map((member, place) => appointmentsOf(member, new SeededRandom(place), now));
  expect(again).toEqual(once);
});

it('leaves a database that has therapists as it is', async () => {
  const count = `select count(*)::int as count from bookings.booking`;
  const before = await rowsOf(count);
  await seedDemonstration(urls, { now: new Date(), onProgress: () => expect.unreachable() });
  expect(await rowsOf(count)).toEqual(before);
});

it('goes on where it was cut off, with the same people and appointments', async () => {
  const fresh = await createTestDatabase();
  const now = new Date('2026-11-01T00:00:00Z');
  const steps: string[] = [];
  const cutOff = (step: string) => {
    steps.push(step);
    if (step.includes('hours')) throw new Error('the power went');
  };
  await expect(seedDemonstration(fresh, { now, onProgress: cutOff })).rejects.toThrow('the power went');

  const later = new Date('2026-11-05T00:00:00Z');
  await seedDemonstration(fresh, { now: later, onProgress: (step) => void steps.push(step) });
  const client = new pg.Client({ connectionString: fresh.admin });
  await client.connect();
  const { rows } = await client.query(
    `select count(*)::int as strangers from therapists.review r
     where not exists (select from bookings.booking b where b.id = r.appointment_id)`,
  );
  const { rows: counted } = await client.query(
    `select (select count(*)::int from therapists.therapist) as therapists, (select count(*)::int from content.article) as articles`,
  );
  await client.end();
  expect(rows[0].strangers).toBe(0);
  expect(counted[0]).toEqual({ therapists: cast.length, articles: 14 });
});
