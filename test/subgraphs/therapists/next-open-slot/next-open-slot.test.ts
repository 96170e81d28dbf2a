import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { openDatabase } from '../../../../subgraphs/shared/database.ts';
import { createLog } from '../../../../subgraphs/shared/log.ts';
import {
  applyNextOpenSlot,
  applyNextOpenSlots,
} from '../../../../subgraphs/therapists/next-open-slot/next-open-slot.projection.ts';
import { startTherapistsWorker } from '../../../../subgraphs/therapists/therapists.worker.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { testSettings } from '../../../support/subgraph.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let therapists: ReturnType<typeof openTherapists>;

beforeAll(async () => {
  database = await createTestDatabase();
  therapists = openTherapists(testSettings(database.therapists));
});

afterAll(() => therapists.close());

async function known(therapistId: string): Promise<string | null | undefined> {
  const rows = await therapists.orm.em
    .fork()
    .execute<{ ms: number | null }[]>(
      'select extract(epoch from starts_at)::float8 * 1000 as ms from next_open_slot where therapist_id = ?',
      [therapistId],
    );
  const ms = rows[0]?.ms;
  return typeof ms === 'number' ? new Date(ms).toISOString() : ms;
}

const monday = '2026-08-03T00:00:00.000Z';
const tuesday = '2026-08-04T00:00:00.000Z';

it('keeps the latest telling, whatever comes late, twice or out of order', async () => {
  const therapistId = newId('Therapist');
  const tell = (version: number, startsAt: string | null) =>
    applyNextOpenSlot(therapists.orm.em.fork(), { therapistId, kind: 'CONSULTATION', startsAt, version });
  await tell(2, tuesday);
  await tell(1, monday);
  expect(await known(therapistId)).toBe(tuesday);
  await tell(3, null);
  await tell(2, tuesday);
  expect(await known(therapistId)).toBeNull();
});

it('keeps the latest of several told at once', async () => {
  const therapistId = newId('Therapist');
  const told = [
    { version: 7, startsAt: tuesday },
    { version: 8, startsAt: monday },
    { version: 6, startsAt: null },
  ].map((each) => ({ therapistId, kind: 'CONSULTATION' as const, ...each }));
  await applyNextOpenSlots(therapists.orm.em.fork(), told);
  expect(await known(therapistId)).toBe(monday);
});

it('hears what bookings tells', async () => {
  const bookings = openDatabase(
    { name: 'bookings', entities: [], migrations: [] },
    { url: database.bookings },
  );
  const events = new EventPublisher('bookings', bookings);
  const worker = await startTherapistsWorker({
    orm: therapists.orm,
    bookingsEventsUrl: database.therapists,
    log: createLog('silent'),
  });
  try {
    const therapistId = newId('Therapist');
    await bookings.em.fork().transactional((em) =>
      events.publish(em, 'bookings.next-open-slot', {
        therapistId,
        kind: 'SESSION',
        startsAt: monday,
        version: 1,
      }),
    );
    await expect.poll(() => known(therapistId), { timeout: 10_000 }).toBe(monday);
  } finally {
    await worker.close();
    await events.close();
    await bookings.close();
  }
});
