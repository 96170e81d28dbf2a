import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { openDatabase, type DatabaseSettings } from '../shared/database.ts';
import { consumeEvents, EventPublisher } from '../shared/events.ts';
import { forgetOldKeys } from '../shared/idempotency.ts';
import { completeEnded, expireHolds } from './booking/booking-rounds.ts';
import { fetchLimits } from './calendar/fetch/fetch-calendar.ts';
import type { Network } from '../shared/fetch/public-address.rules.ts';
import { importDueCalendars } from './calendar/import/import-calendars.ts';
import type { Address } from './calendar/appointment-ics.ts';
import { workOnMails } from './mail/mail-queue.ts';
import { sendMail } from './mail/send-mail.ts';
import type { MailTransport } from './mail/transport.ts';
import { bookingsDatabase } from './mikro-orm.config.ts';
import { refreshChanged } from './next-open/next-open-slots.ts';
import { applyTherapistProfile } from './therapist/therapist-profile.ts';
import { offerInRound } from './waitlist/waitlist-offers.ts';
import { startRounds } from '../shared/worker-rounds.ts';

export interface BookingsWorkerSettings {
  database: DatabaseSettings;
  /** Where the events of the therapists subgraph lie, with this subgraph's own role. */
  therapistsEventsUrl: string;
  /** How mail goes out and whose name it bears; without it, what is due waits in its queue. */
  mail?: { transport: MailTransport; from: Address } | null;
  /** The address of the platform as its visitors see it, without a trailing slash; mail names it. */
  publicUrl?: string;
  /** Address of a call with `{room}` in it; without it mail tells none. */
  joinUrlTemplate?: string | null;
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
 * looks at therapists' calendars, sends mail. Any
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
  const mail = await startMail(settings, orm.em, log);
  const rounds = startRounds(log, [
    { name: 'holds that have run out', everyMs, run: () => expireHolds(orm.em, clock()) },
    {
      name: 'appointments that have ended',
      everyMs,
      async run() {
        while ((await completeEnded(orm.em, clock())) > 0);
      },
    },
    // What changes is offered below, at once; what the horizon alone brings can wait.
    { name: 'waitlist offers', everyMs: everyMs * 60, run: () => offerInRound(orm.em, clock()) },
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
        for (let looked = batch; looked === batch;) {
          const therapistIds = await refreshChanged(orm.em, clock(), publisher, batch);
          await offerInRound(orm.em, clock(), therapistIds);
          looked = therapistIds.length;
        }
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
      await mail?.close();
      await publisher.close();
      await orm.close();
    },
  };
}

function startMail(
  settings: BookingsWorkerSettings,
  em: EntityManager,
  log: Logger,
): Promise<{ close(): Promise<void> }> | null {
  const { mail, publicUrl = '', joinUrlTemplate = null, clock = () => new Date(), database } = settings;
  if (!mail) return null;
  const service = { ...mail, publicUrl, joinUrlTemplate, clock, log };
  return workOnMails(database.url, (job) => sendMail(em, job, service), log);
}
