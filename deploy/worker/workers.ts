import type { Logger } from 'pino';
import {
  startBookingsWorker,
  type BookingsWorkerSettings,
} from '../../subgraphs/bookings/bookings.worker.ts';
import { startContentWorker } from '../../subgraphs/content/content.worker.ts';
import { openDatabase } from '../../subgraphs/shared/database.ts';
import { therapistsDatabase } from '../../subgraphs/therapists/mikro-orm.config.ts';
import { startTherapistsWorker } from '../../subgraphs/therapists/therapists.worker.ts';
import { urlOfRole, type SubgraphName } from '../database/provision.ts';

export interface WorkerSettings {
  urls: Record<SubgraphName, string>;
  clock?: () => Date;
  log: Logger;
  /** What only the worker of bookings is told: mail, links in it, calendars. */
  bookings?: Pick<BookingsWorkerSettings, 'mail' | 'publicUrl' | 'joinUrlTemplate' | 'calendarNetworks'>;
}

/** Everything that happens without a request, of all three subgraphs. Any number of processes may run it. */
export async function startWorkers({
  urls,
  clock,
  log,
  bookings,
}: WorkerSettings): Promise<{ close(): Promise<void> }> {
  const therapistsOrm = openDatabase(therapistsDatabase, { url: urls.therapists, poolSize: 3 });
  const workers = await Promise.all([
    startTherapistsWorker({
      orm: therapistsOrm,
      bookingsEventsUrl: eventsOf('bookings', 'therapists'),
      clock,
      log,
    }),
    startBookingsWorker({
      ...bookings,
      database: { url: urls.bookings },
      therapistsEventsUrl: eventsOf('therapists', 'bookings'),
      clock,
      log,
    }),
    startContentWorker({
      database: { url: urls.content },
      therapistsEventsUrl: eventsOf('therapists', 'content'),
      clock,
      log,
    }),
  ]);
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await therapistsOrm.close();
    },
  };

  /** A publisher's server as its listener's own role reaches it: each role has the same password on every server. */
  function eventsOf(publisher: SubgraphName, consumer: SubgraphName): string {
    return urlOfRole(urls[publisher], consumer, decodeURIComponent(new URL(urls[consumer]).password));
  }
}
