import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedSize } from '../../deploy/demo/size/seed-size.ts';
import { startWorkers } from '../../deploy/worker/workers.ts';
import { openBookings } from '../../subgraphs/bookings/bookings.ts';
import { rebuildNextOpenSlots } from '../../subgraphs/bookings/next-open/next-open-slots.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { rebuildSearch } from '../../subgraphs/therapists/directory/search.maintenance.ts';
import { openTherapists } from '../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../support/database.ts';
import { askOf, testSettings } from '../support/subgraph.ts';

// A Monday noon in Sydney: most are open today or tomorrow.
const now = new Date('2026-08-03T02:00:00Z');
const clock = () => now;
let therapists: Subgraph;
let bookings: Subgraph;
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeAll(async () => {
  const urls = await createTestDatabase();
  await seedSize(urls, { count: 12, now, onProgress: () => undefined });
  therapists = openTherapists(testSettings(urls.therapists, { clock }));
  bookings = openBookings(testSettings(urls.bookings, { clock }));
  workers = await startWorkers({ urls, clock, log: createLog('silent') });
});

afterAll(async () => {
  await workers.close();
  await therapists.close();
  await bookings.close();
});

async function soonest(): Promise<string[]> {
  const { data } = await askOf(therapists)<{ therapists: { nodes: { id: string }[] } }>(`
    { therapists(order: AVAILABLE_SOONEST, filter: { openBefore: "2026-08-20T00:00:00Z" }) { nodes { id } } }`);
  return data!.therapists.nodes.map(({ id }) => id);
}

it('follow what changes in a diary', async () => {
  const [first] = await soonest();
  await bookings.orm.em.fork().execute('delete from weekly_hours where therapist_id = ?', [first]);
  await expect.poll(soonest, { timeout: 20_000 }).not.toContain(first);
});

it('come back when every event was missed', async () => {
  const before = await soonest();
  expect(before.length).toBeGreaterThan(5);
  const em = therapists.orm.em.fork();
  await em.execute('delete from next_open_slot');
  await rebuildSearch(em);
  expect(await soonest()).toEqual([]);
  await rebuildNextOpenSlots(bookings.orm.em);
  await expect.poll(soonest, { timeout: 20_000 }).toEqual(before);
});
