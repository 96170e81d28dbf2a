import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import { createDemoDatabase } from '../support/demo-database.ts';
import {
  askPlatform,
  startOneMachine,
  startSplit,
  type GraphqlAnswer,
  type RunningPlatform,
} from '../support/platform.ts';
import type { ArticlePage, TherapistCard } from './article-page.ts';

const query = await readFile(projectPath('gateway', 'ide', 'article-page.graphql'), 'utf8');
const slug = 'why-the-relationship-matters';

describe.for([
  { way: 'on one machine', start: startOneMachine },
  { way: 'split over HTTP', start: startSplit },
])('the one request, $way', ({ start }) => {
  let platform: RunningPlatform;
  let database: pg.Client;
  let answer: GraphqlAnswer<ArticlePage>;

  beforeAll(async () => {
    const urls = await createDemoDatabase();
    database = new pg.Client({ connectionString: urls.admin });
    await database.connect();
    platform = await start(urls);
    answer = await askPlatform<ArticlePage>(platform.url, query, { variables: { slug } });
  });

  afterAll(async () => {
    await platform.close();
    await database.end();
  });

  it('answers without an error', () => {
    expect(answer.errors).toBeUndefined();
    expect(answer.status).toBe(200);
  });

  it('fills every field of the page', () => {
    expect(emptyFieldsOf(answer.data)).toEqual([]);
  });

  it('answers the article as its row has it', async () => {
    const { rows } = await database.query(
      `select a.slug, r.title, t.name as topic from content.article a
       join content.article_revision r on r.article_id = a.id and r.stage = 'PUBLISHED'
       join content.topic t on t.id = r.topic_id where a.slug = $1`,
      [slug],
    );
    expect(answer.data.article).toMatchObject({ title: rows[0].title, topic: { name: rows[0].topic } });
    expect(answer.data.article!.nutshell.length).toBeGreaterThanOrEqual(2);
    expect(answer.data.article!.references).toContainEqual(
      expect.objectContaining({ doi: '10.1146/annurev-clinpsy-050718-095424' }),
    );
  });

  it('answers ratings and session counts that their rows add up to', async () => {
    for (const therapist of answer.data.article!.recommendedTherapists!) {
      const { rows } = await database.query(
        `select (select round(avg(stars), 2)::float8 from therapists.review where therapist_id = $1 and status = 'PUBLISHED') as average,
                (select count(*)::int from therapists.review where therapist_id = $1 and status = 'PUBLISHED') as reviews,
                (select count(*)::int from bookings.booking where therapist_id = $1 and status = 'COMPLETED') as sessions`,
        [therapist.id],
      );
      expect(therapist.rating.count).toBe(rows[0].reviews);
      expect(therapist.rating.average).toBeCloseTo(rows[0].average, 1);
      expect(therapist.sessionCount).toBe(rows[0].sessions);
    }
  });

  it('recommends only therapists for a concern of the article, the soonest available first', async () => {
    const therapists = answer.data.article!.recommendedTherapists!;
    const { rows } = await database.query(
      `select t.id from therapists.therapist t
       join content.article a on a.slug = $1
       join content.article_revision r on r.article_id = a.id and r.stage = 'PUBLISHED' and r.concerns && t.concerns
       where t.status = 'VERIFIED'`,
      [slug],
    );
    const helpful = new Set(rows.map(({ id }) => id));
    expect(therapists.every(({ id }) => helpful.has(id))).toBe(true);
    const soonest = therapists.map((therapist) => firstStart(therapist));
    expect(soonest).toEqual(soonest.toSorted());
  });

  it('shows slots that lie in the future, do not overlap an appointment, and last the consultation', async () => {
    for (const { id, openSlots } of answer.data.article!.recommendedTherapists!) {
      expect(openSlots).toHaveLength(3);
      for (const { startsAt, endsAt } of openSlots!) {
        expect(Date.parse(startsAt)).toBeGreaterThan(Date.now());
        expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(15 * 60_000);
        const { rowCount } = await database.query(
          `select from bookings.booking where therapist_id = $1 and status in ('HELD', 'CONFIRMED')
           and tstzrange(blocked_from, blocked_until) && tstzrange($2, $3)`,
          [id, startsAt, endsAt],
        );
        expect(rowCount).toBe(0);
      }
    }
  });

  it('may be kept by shared caches for a moment, since nothing in it is about the one who asks', () => {
    expect(answer.headers.get('cache-control')).toMatch(
      /^max-age=\d+, public$|^public, max-age=\d+$|^no-store$/,
    );
  });
});

function firstStart({ openSlots }: TherapistCard): string {
  return openSlots![0]!.startsAt;
}

/** Paths of what is null, empty or blank, wherever it stands. */
function emptyFieldsOf(value: unknown, path = ''): string[] {
  if (value === null || value === undefined || value === '') return [path];
  if (typeof value !== 'object') return [];
  const parts = Object.entries(value);
  if (parts.length === 0) return [path];
  return parts.flatMap(([name, part]) => emptyFieldsOf(part, `${path}.${name}`));
}
