import type { Logger } from 'pino';
import { openDatabase, type DatabaseSettings } from '../shared/database.ts';
import { consumeEvents, EventPublisher } from '../shared/events.ts';
import { forgetOldKeys } from '../shared/idempotency.ts';
import { completeEnded, expireHolds } from './booking/booking-rounds.ts';
import { fetchLimits } from './calendar/fetch/fetch-calendar.ts';
import type { Network } from '../shared/fetch/public-address.rules.ts';
import { importDueCalendars } from './calendar/import/import-calendars.ts';
import { bookingsDatabase } from './mikro-orm.config.ts';
import { refreshNextOpenSlots } from './next-open/next-open-slots.ts';
import { applyTherapistProfile } from './therapist/therapist-profile.ts';
import { offerInRound } from './waitlist/waitlist-offers.ts';
import { startRounds } from './worker-rounds.ts';

export interface BookingsWorkerSettings {
  database: DatabaseSettings;
  /** Where the events of the therapists subgraph lie, with this subgraph's own role. */
  therapistsEventsUrl: string;
  /** Networks that therapists' calendars may be fetched from besides the open internet. */
  calendarNetworks?: readonly Network[];
  clock?: () => Date;
  log: Logger;
  /** Milliseconds between rounds; a test may hurry. */
  everyMs?: number;
}

export interface BookingsWorker {
  /** Finishes the round that is under way. */
  close(): Promise<void>;
}

/**
 * What bookings does by itself: hears of therapists' profiles, keeps the next open slots, ends holds and appointments,
 * looks at therapists' calendars. Any
 * number of workers may run.
 */
export async function startBookingsWorker(settings: BookingsWorkerSettings): Promise<BookingsWorker> {
  const { clock = () => new Date(), everyMs = 1000 } = settings;
  const log = settings.log.child({ subgraph: 'bookings', part: 'worker' });
  const orm = openDatabase(bookingsDatabase, { poolSize: 3, ...settings.database });
  const publisher = new EventPublisher('bookings', orm);
  const consumer = await consumeEvents(
    'bookings',
    'therapists',
    settings.therapistsEventsUrl,
    { 'therapists.profile': (profile) => applyTherapistProfile(orm.em.fork(), profile) },
    log,
  );
  const rounds = startRounds(log, [
    { name: 'holds that have run out', everyMs, run: () => expireHolds(orm.em, clock()) },
    {
      name: 'appointments that have ended',
      everyMs,
      run: async () => void (await completeEnded(orm.em, clock())),
    },
    { name: 'waitlist offers', everyMs: everyMs * 5, run: () => offerInRound(orm.em, clock()) },
    {
      name: 'imported calendars',
      everyMs,
      async run() {
        const limits = { ...fetchLimits, privateNetworks: settings.calendarNetworks ?? [] };
        while ((await importDueCalendars(orm.em, clock(), limits, log)) > 0);
      },
    },
    {
      name: 'next open slots',
      everyMs,
      async run() {
        const batch = 50;
        while ((await refreshNextOpenSlots(orm.em, clock(), publisher, batch)) === batch);
      },
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
      await publisher.close();
      await orm.close();
    },
  };
}
