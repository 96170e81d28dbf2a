import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { consumeEvents, type EventConsumer } from '../shared/events.ts';
import { forgetOldKeys } from '../shared/idempotency.ts';
import { startRounds } from '../shared/worker-rounds.ts';
import { dropEmptyBits, takeUpDueFees } from './directory/search.maintenance.ts';
import { takenTogether } from './next-open-slot/taken-together.ts';
import { applyNextOpenSlots } from './next-open-slot/next-open-slot.projection.ts';

interface TherapistsWorkerSettings {
  orm: MikroORM;
  /** The bookings subgraph's database, as this subgraph's own role reaches it. */
  bookingsEventsUrl: string;
  clock?: () => Date;
  log: Logger;
}

/** Keeps what therapists knows of bookings, and what changes by the calendar, up to date until closed. Any number may run at once. */
export async function startTherapistsWorker({
  orm,
  bookingsEventsUrl,
  clock = () => new Date(),
  log,
}: TherapistsWorkerSettings): Promise<EventConsumer> {
  const consumer = await consumeEvents(
    'therapists',
    'bookings',
    bookingsEventsUrl,
    { 'bookings.next-open-slot': takenTogether((told) => applyNextOpenSlots(orm.em.fork(), told)) },
    log,
  );
  const rounds = startRounds(log, [
    {
      name: 'fees whose day has come',
      everyMs: 60_000,
      run: async () => void (await takeUpDueFees(orm.em.fork())),
    },
    {
      name: 'hours that are over',
      everyMs: 600_000,
      run: async () => void (await dropEmptyBits(orm.em.fork())),
    },
    {
      name: 'forgotten idempotency keys',
      everyMs: 600_000,
      run: async () => void (await forgetOldKeys(orm.em.fork(), clock())),
    },
  ]);
  return {
    async close() {
      await rounds.close();
      await consumer.close();
    },
  };
}
