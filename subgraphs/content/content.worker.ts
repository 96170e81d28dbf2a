import type { Logger } from 'pino';
import { openDatabase, type DatabaseSettings } from '../shared/database.ts';
import { consumeEvents } from '../shared/events.ts';
import { forgetOldKeys } from '../shared/idempotency.ts';
import { startRounds } from '../shared/worker-rounds.ts';
import { contentDatabase } from './mikro-orm.config.ts';
import { learnTherapist } from './therapist/therapist.projection.ts';

export interface ContentWorkerSettings {
  database: DatabaseSettings;
  /** Where the events of the therapists subgraph lie, with this subgraph's own role. */
  therapistsEventsUrl: string;
  clock?: () => Date;
  log: Logger;
  /** Milliseconds between rounds; a test may hurry. */
  everyMs?: number;
}

export interface ContentWorker {
  close(): Promise<void>;
}

/** What content does by itself: hears of therapists' profiles, forgets old idempotency keys. Any number may run. */
export async function startContentWorker(settings: ContentWorkerSettings): Promise<ContentWorker> {
  const { clock = () => new Date(), everyMs = 600_000 } = settings;
  const log = settings.log.child({ subgraph: 'content', part: 'worker' });
  const orm = openDatabase(contentDatabase, { poolSize: 3, ...settings.database });
  const consumer = await consumeEvents(
    'content',
    'therapists',
    settings.therapistsEventsUrl,
    { 'therapists.profile': (profile) => learnTherapist(orm.em.fork(), profile) },
    log,
  );
  const rounds = startRounds(log, [
    {
      name: 'forgotten idempotency keys',
      everyMs,
      run: async () => void (await forgetOldKeys(orm.em.fork(), clock())),
    },
  ]);
  return {
    async close() {
      await rounds.close();
      await consumer.close();
      await orm.close();
    },
  };
}
