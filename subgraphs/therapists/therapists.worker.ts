import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { consumeEvents, type EventConsumer } from '../shared/events.ts';
import { applyNextOpenSlot } from './next-open-slot/next-open-slot.projection.ts';

interface TherapistsWorkerSettings {
  orm: MikroORM;
  /** The bookings subgraph's database, as this subgraph's own role reaches it. */
  bookingsEventsUrl: string;
  log: Logger;
}

/** Keeps what therapists knows of bookings up to date until closed. Any number may run at once. */
export function startTherapistsWorker({
  orm,
  bookingsEventsUrl,
  log,
}: TherapistsWorkerSettings): Promise<EventConsumer> {
  return consumeEvents(
    'therapists',
    'bookings',
    bookingsEventsUrl,
    { 'bookings.next-open-slot': (told) => applyNextOpenSlot(orm.em.fork(), told) },
    log,
  );
}
