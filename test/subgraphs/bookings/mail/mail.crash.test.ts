import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { eventually } from '../../../support/eventually.ts';
import { startProcess, type StartedProcess } from '../../../support/processes.ts';
import { slotAt } from '../support/client-side.ts';
import { at } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';
import { startSmtp, type TestSmtp } from './mail.support.ts';

let world: World;
let smtp: TestSmtp;
let worker: StartedProcess;

beforeAll(async () => {
  world = await openWorld();
  // A server that takes its time leaves room to die in.
  smtp = await startSmtp(() => wait(20, null));
});

afterAll(async () => {
  worker.child.kill('SIGKILL');
  await smtp.close();
  await world.close();
});

async function startWorker(): Promise<StartedProcess> {
  const started = startProcess('../test/subgraphs/bookings/support/mail-worker.mjs', {
    DATABASE_URL: world.database.bookings,
    SMTP_URL: smtp.url,
    NOW: world.time.now.toISOString(),
  });
  await started.says('working');
  return started;
}

it('delivers every mail once though its workers are killed again and again, within a minute of the last', async () => {
  const bookingIds: string[] = [];
  for (let count = 0; count < 4; count++) {
    const { id } = await world.therapist({ hours: [[6, 22]] });
    for (let hour = 6; hour < 16; hour++) {
      const client = await world.person();
      const { booking } = await client.book(slotAt(id, at(1, hour)));
      bookingIds.push(booking!.id);
    }
  }
  for (let kills = 0; kills < 4; kills++) {
    worker = await startWorker();
    const before = smtp.received.length;
    // In the midst of its work, and each time at another point of it.
    await eventually(() => expect(smtp.received.length).toBeGreaterThan(before));
    await wait(kills * 7);
    worker.child.kill('SIGKILL');
    await worker.exited;
  }
  expect(smtp.received.length).toBeLessThan(bookingIds.length);

  const lastKill = Date.now();
  worker = await startWorker();
  // Nobody can know of what was cut off after its last byte; it is left alone.
  const unsettled = () =>
    readRows(
      world.em(),
      sql<{ id: string }>`
        select data->>'bookingId' as id from bookings_jobs.job job
        where job.state < 'completed' and start_after <= now() + interval '1 minute' and data->>'to' = 'CLIENT'
          and not exists (
            select from mail where booking_id = data->>'bookingId' and mail.state = 'HANDED_OVER')`,
    );
  await eventually(async () => expect(await unsettled()).toEqual([]), 60_000);
  expect(Date.now() - lastKill).toBeLessThan(60_000);

  const delivered = smtp.received.map(({ messageId }) => messageId.slice(1).split('.')[0]!);
  expect(delivered.toSorted()).toEqual([...new Set(delivered)].toSorted());
  const doubtful = await readRows(
    world.em(),
    sql<{ id: string }>`select booking_id as id from mail where state = 'HANDED_OVER'`,
  );
  const missing = bookingIds.filter((id) => !delivered.includes(id));
  expect(doubtful.map(({ id }) => id)).toEqual(expect.arrayContaining(missing));
}, 150_000);
