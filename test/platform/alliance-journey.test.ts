import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoDatabase } from '../support/demo-database.ts';
import { askPlatform, startOneMachine, startSplit, type RunningPlatform } from '../support/platform.ts';
import { testTokens } from '../support/tokens.ts';

interface Suggestion {
  kind: string;
  article: { title: string; slug: string } | null;
  therapists: { name: string; nextOpenSlot: { isOpen: boolean } | null }[] | null;
}

describe.for([
  { way: 'on one machine', start: startOneMachine },
  { way: 'split over HTTP', start: startSplit },
])('the relationship, $way', ({ start }) => {
  let platform: RunningPlatform;
  /** An appointment of the demonstration that took place, with its people. */
  let past: { id: string; therapist: string; name: string; client: string };

  beforeAll(async () => {
    const urls = await createDemoDatabase();
    const database = new pg.Client({ connectionString: urls.admin });
    await database.connect();
    const { rows } = await database.query<typeof past>(
      `select b.id, b.therapist_id as therapist, t.name, c.subject as client
       from bookings.booking b join bookings.client c on c.id = b.client_id join bookings.therapist t on t.id = b.therapist_id
       where b.status = 'COMPLETED' order by b.starts_at desc, b.id limit 1`,
    );
    past = rows[0]!;
    await database.end();
    platform = await start(urls);
  }, 120_000);
  afterAll(() => platform.close());

  async function ask<Data>(query: string): Promise<Data> {
    const token = await testTokens.issue({ subject: past.client });
    const { data, errors } = await askPlatform<Data>(platform.url, query, { token });
    expect(errors).toBeUndefined();
    return data;
  }

  it('is marked by the client, who is then led to an article and to others they could meet', async () => {
    const { recordAlliance } = await ask<{ recordAlliance: { __typename: string } }>(
      `mutation { recordAlliance(
        bookingId: "${past.id}", safe: 4, goals: 5, tasks: 3, idempotencyKey: "${randomUUID()}"
      ) { __typename } }`,
    );
    expect(recordAlliance).toEqual({ __typename: 'AllianceRecorded' });
    const { me } = await ask<{
      me: { alliances: { therapist: { name: string }; isLow: boolean; suggestions: Suggestion[] }[] };
    }>(
      `{ me { alliances { therapist { name } isLow suggestions {
        kind article { title slug } therapists(first: 2) { name nextOpenSlot(kind: CONSULTATION) { isOpen } }
      } } } }`,
    );
    const [alliance] = me.alliances;
    expect(alliance).toMatchObject({ therapist: { name: past.name }, isLow: true });
    const [raise, meet] = alliance!.suggestions;
    expect(raise).toEqual({
      kind: 'RAISE_WITH_THERAPIST',
      article: { title: expect.any(String), slug: 'raising-it-with-your-therapist' },
      therapists: null,
    });
    expect(meet).toMatchObject({ kind: 'MEET_ANOTHER', article: null });
    expect(meet!.therapists).toHaveLength(2);
    for (const { name, nextOpenSlot } of meet!.therapists!) {
      expect(name).not.toBe(past.name);
      expect(nextOpenSlot).toEqual({ isOpen: true });
    }
  });

  it('explains a time that is closed, and hides from the client what the therapist has set', async () => {
    const { therapist } = await ask<{ therapist: Record<string, unknown> }>(
      `{ therapist(by: { id: "${past.therapist}" }) {
        name availability { timeZone }
        whyClosed(at: "2020-01-01T00:00:00Z", kind: SESSION) { reason nextOpenSlot { isOpen } }
      } }`,
    );
    expect(therapist).toMatchObject({ name: past.name, availability: null, whyClosed: { reason: 'PAST' } });
  });
});
