import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import ical, { type VEvent } from 'node-ical';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRows } from '../../../../../subgraphs/shared/database.ts';
import { serveSubgraph, type RunningServer } from '../../../../../subgraphs/shared/serve.ts';
import { slotAt, type Person } from '../../support/client-side.ts';
import { at, mondayMidnight } from '../../support/practice.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let server: RunningServer;

beforeAll(async () => {
  world = await openWorld({ joinUrlTemplate: 'https://video.test/{room}' });
  server = await serveSubgraph(world.bookings, 0, '127.0.0.1');
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

// Closes the world's subgraph too.
afterAll(() => server.close());

interface FeedAnswer {
  url: string | null;
  replayed: boolean;
  availability: { calendarFeed: { createdAt: string; lastReadAt: string | null } | null };
}

async function createFeed(owner: Person, id: string, key = randomUUID()): Promise<FeedAnswer> {
  const { data, errors } = await owner.ask<{ answer: FeedAnswer }>(
    `mutation { answer: createCalendarFeed(therapistId: "${id}", idempotencyKey: "${key}") {
      ... on CalendarFeedCreated { url replayed availability { calendarFeed { createdAt lastReadAt } } }
    } }`,
  );
  if (errors) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  return data!.answer;
}

/** Fetches an address that the graph told, from the subgraph's own server. */
function get(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url.replace('http://rapport.test', new URL(server.url).origin), init);
}

async function eventsOf(response: Response): Promise<VEvent[]> {
  const parsed = Object.values(ical.sync.parseICS(await response.text()));
  return parsed.filter((component): component is VEvent => component?.type === 'VEVENT');
}

async function auditOf(bookingId: string): Promise<unknown[]> {
  return readRows(
    world.em(),
    sql`select viewer_subject as subject, viewer_role as role, reason from audit where subject_id = ${bookingId} order by id`,
  );
}

describe('the feed of a therapist', () => {
  it('holds the appointments, with initials for names', async () => {
    const { id, owner } = await world.therapist();
    const client = await world.person(['client'], 'Sam Nguyen');
    const { booking } = await client.book(slotAt(id, at(1, 9)));
    const cancelled = await client.book(slotAt(id, at(2, 9)));
    await client.cancel(cancelled.booking!.id);
    await client.hold(slotAt(id, at(3, 9)));
    const { url } = await createFeed(owner, id);
    const response = await get(url!);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('private');
    const [event, ...more] = await eventsOf(response);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      uid: `${booking!.id}@rapport`,
      summary: expect.stringMatching(/^Session with S\. N/),
    });
    expect(event!.start.getTime()).toBe(at(1, 9).getTime());
    expect(event!.end!.getTime()).toBe(at(1, 9).getTime() + 50 * 60_000);
    expect(event!.location).toMatch(/^https:\/\/video\.test\//);
  });

  it('is found by its secret alone, which is told once, is not kept, and can be replaced and revoked', async () => {
    const { id, owner } = await world.therapist();
    const key = randomUUID();
    const first = await createFeed(owner, id, key);
    expect(first).toMatchObject({ replayed: false, availability: { calendarFeed: { lastReadAt: null } } });
    const secret = /calendar\/(.*)\.ics/.exec(first.url!)![1]!;
    const kept = await readRows(
      world.em(),
      sql<{ text: string }>`
        select (select json_agg(f) from calendar_feed f)::text || (select json_agg(i) from idempotency i)::text as text`,
    );
    expect(kept[0]!.text).not.toContain(secret);
    expect(await createFeed(owner, id, key)).toMatchObject({ url: null, replayed: true });
    expect((await get(first.url!)).status).toBe(200);
    expect((await get(first.url!.replace(secret, 'A'.repeat(43)))).status).toBe(404);
    const second = await createFeed(owner, id);
    expect((await get(first.url!)).status).toBe(404);
    expect((await get(second.url!)).status).toBe(200);
    await owner.ask(
      `mutation { revokeCalendarFeed(therapistId: "${id}", idempotencyKey: "${randomUUID()}") { __typename } }`,
    );
    expect((await get(second.url!)).status).toBe(404);
  });

  it('is void when the profile has become another person’s', async () => {
    const { id, owner } = await world.therapist();
    const { url } = await createFeed(owner, id);
    await readRows(world.em(), sql`update therapist set owner_subject = 'somebody-else' where id = ${id}`);
    expect((await get(url!)).status).toBe(404);
  });

  it('is the therapist’s alone to make', async () => {
    const { id } = await world.therapist();
    for (const person of [await world.person(), await world.person(['admin'])])
      await expect(createFeed(person, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('writes down whose appointments were read, but not when the program has them already', async () => {
    const { id, owner } = await world.therapist();
    const { booking } = await (await world.person()).book(slotAt(id, at(1, 9)));
    const { url } = await createFeed(owner, id);
    const response = await get(url!);
    const row = { subject: owner.subject, role: 'THERAPIST', reason: 'calendar feed' };
    expect(await auditOf(booking!.id)).toEqual([row]);
    const again = await get(url!, { headers: { 'if-none-match': response.headers.get('etag')! } });
    expect(again.status).toBe(304);
    expect(await auditOf(booking!.id)).toEqual([row]);
    await (await world.person()).book(slotAt(id, at(2, 9)));
    const changed = await get(url!, { headers: { 'if-none-match': response.headers.get('etag')! } });
    expect(changed.status).toBe(200);
    expect(await auditOf(booking!.id)).toEqual([row, row]);
  });

  it('takes nothing but GET and HEAD', async () => {
    const { id, owner } = await world.therapist();
    const { url } = await createFeed(owner, id);
    expect((await get(url!, { method: 'POST', body: '{}' })).status).toBe(405);
    const head = await get(url!, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await get('http://rapport.test/calendar/')).status).toBe(404);
  });
});

describe('the link of one appointment', () => {
  async function linkOf(person: Person, bookingId: string): Promise<string | null> {
    const { data } = await person.ask<{ booking: { calendarUrl: string | null } }>(
      `{ booking(id: "${bookingId}", reason: "a look") { calendarUrl } }`,
    );
    return data!.booking.calendarUrl;
  }

  it('gives each party the appointment as it is, and writes the therapist’s look down', async () => {
    const { id, owner } = await world.therapist();
    const client = await world.person(['client'], 'Kim');
    const { booking } = await client.book(slotAt(id, at(1, 9)));
    const [clients, therapists] = [await linkOf(client, booking!.id), await linkOf(owner, booking!.id)];
    const before = (await auditOf(booking!.id)).length;
    const [forClient] = await eventsOf(await get(clients!));
    expect(forClient).toMatchObject({ summary: 'Session with Alex Practice', status: 'CONFIRMED' });
    expect(await auditOf(booking!.id)).toHaveLength(before);
    const [forTherapist] = await eventsOf(await get(therapists!));
    expect(forTherapist).toMatchObject({ summary: 'Session with K.' });
    expect((await auditOf(booking!.id)).at(-1)).toMatchObject({ reason: 'calendar link' });
    await client.cancel(booking!.id);
    const [after] = await eventsOf(await get(clients!));
    expect(after).toMatchObject({ status: 'CANCELLED', sequence: 1, uid: forClient!.uid });
  });

  it('opens no other appointment, and is not there for a hold or for admins', async () => {
    const { id } = await world.therapist();
    const client = await world.person();
    const { booking: one } = await client.book(slotAt(id, at(1, 9)));
    const { booking: two } = await client.book(slotAt(id, at(2, 9)));
    const link = await linkOf(client, one!.id);
    expect((await get(link!.replace(one!.id, two!.id))).status).toBe(404);
    const { booking: held } = await client.hold(slotAt(id, at(3, 9)));
    expect(await linkOf(client, held!.id)).toBeNull();
    expect(await linkOf(await world.person(['admin']), one!.id)).toBeNull();
  });
});
