import type { Logger } from 'pino';
import { openDatabase, type DatabaseSettings } from '../shared/database.ts';
import { consumeEvents } from '../shared/events.ts';
import { contentDatabase } from './mikro-orm.config.ts';
import { learnTherapist } from './therapist/therapist.projection.ts';

export interface ContentWorkerSettings {
  database: DatabaseSettings;
  /** Where the events of the therapists subgraph lie, with this subgraph's own role. */
  therapistsEventsUrl: string;
  log: Logger;
}

export interface ContentWorker {
  close(): Promise<void>;
}

/** What content does by itself: hears of therapists' profiles. Any number of workers may run. */
export async function startContentWorker(settings: ContentWorkerSettings): Promise<ContentWorker> {
  const log = settings.log.child({ subgraph: 'content', part: 'worker' });
  const orm = openDatabase(contentDatabase, { poolSize: 3, ...settings.database });
  const consumer = await consumeEvents(
    'content',
    'therapists',
    settings.therapistsEventsUrl,
    { 'therapists.profile': (profile) => learnTherapist(orm.em.fork(), profile) },
    log,
  );
  return {
    async close() {
      await consumer.close();
      await orm.close();
    },
  };
}
