import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { PgBoss, type ConstructorOptions, type Job, type JobResult } from 'pg-boss';
import type { Logger } from 'pino';
import { queueName, topics, type Payload, type Topic } from './event-topics.ts';

/**
 * Retried until it succeeds for about a day. A job cut off by a killed worker is due again after `expireInSeconds`, which
 * another worker sees within two rounds of supervision: in less than a minute.
 */
const queueOptions = {
  retryLimit: 50,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 1800,
  expireInSeconds: 30,
};

/** How long, in seconds, a publisher goes on with what it knows of its queues, which only a migration changes. */
const queueCacheSeconds = 3600;

function bossOf(publisher: string, options: ConstructorOptions): PgBoss {
  return new PgBoss({
    schema: `${publisher}_events`,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    ...options,
  });
}

/** Sends pg-boss's SQL through MikroORM, inside the transaction of `em` when it is in one. */
export function throughEntityManager(em: () => EntityManager) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await em().getKysely().executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}

/** Makes or updates the queues that a subgraph publishes to; part of its migration. */
export async function migrateEvents(publisher: string, databaseUrl: string): Promise<void> {
  const boss = bossOf(publisher, { connectionString: databaseUrl, migrate: true, max: 2 });
  await boss.start();
  for (const [topic, { publisher: owner, consumers }] of Object.entries(topics)) {
    if (owner !== publisher) continue;
    for (const consumer of consumers)
      await boss.createQueue(queueName(topic as Topic, consumer), queueOptions);
  }
  await boss.stop({ graceful: false });
}

/** Tells the subgraph's facts to whoever listens, in the transaction of the change they tell of. */
export class EventPublisher {
  readonly #boss: PgBoss;
  readonly #publisher: string;
  #started: Promise<unknown> | undefined;
  #starter: EntityManager | undefined;

  constructor(publisher: string, orm: MikroORM) {
    this.#publisher = publisher;
    this.#boss = bossOf(publisher, {
      db: throughEntityManager(() => this.#starter ?? orm.em.fork()),
      queueCacheIntervalSeconds: queueCacheSeconds,
    });
    // Publishing rejects by itself; what fails behind it is a look at the queues, which comes again.
    this.#boss.on('error', () => undefined);
  }

  /** `em` decides the transaction: the event exists if and only if the change does. */
  async publish<T extends Topic>(em: EntityManager, topic: T, payload: Payload<T>): Promise<void> {
    const { publisher, consumers } = topics[topic];
    if (publisher !== this.#publisher) throw new Error(`${topic} is not ${this.#publisher}'s to tell`);
    await (this.#started ??= this.#start(em));
    const db = throughEntityManager(() => em);
    for (const consumer of consumers) await this.#boss.send(queueName(topic, consumer), payload, { db });
  }

  /** On the caller's own connection: transactions that waited here for another one could have taken the whole pool. */
  async #start(em: EntityManager): Promise<void> {
    this.#starter = em;
    try {
      await this.#boss.start();
    } catch (error) {
      this.#started = undefined;
      throw error;
    } finally {
      this.#starter = undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#started) await this.#boss.stop({ graceful: false });
  }
}

export type EventHandlers = { [T in Topic]?: (payload: Payload<T>) => Promise<void> };

export interface EventConsumer {
  close(): Promise<void>;
}

interface ConsumerOptions {
  /** How often, in seconds, the jobs of dead workers are looked for; a test may hurry. */
  superviseEverySeconds?: number;
}

/**
 * Takes a publisher's events from its queue (at `publisherUrl`, with this subgraph's own role) until closed. A handler that
 * throws gets the event again later; it must ignore what it has already seen.
 */
export async function consumeEvents(
  consumer: string,
  publisher: string,
  publisherUrl: string,
  handlers: EventHandlers,
  log: Logger,
  { superviseEverySeconds = 10 }: ConsumerOptions = {},
): Promise<EventConsumer> {
  const boss = bossOf(publisher, {
    connectionString: publisherUrl,
    supervise: true,
    superviseIntervalSeconds: superviseEverySeconds,
    monitorIntervalSeconds: superviseEverySeconds,
    max: 3,
    application_name: `rapport-${consumer}-events`,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the event queue failed'));
  await boss.start();
  for (const [topic, handle] of Object.entries(handlers) as [Topic, (payload: unknown) => Promise<void>][]) {
    const { payload } = topics[topic];
    const handleJob = async ({ id, data }: Job): Promise<JobResult> => {
      try {
        await handle(payload.parse(data));
        return { id, status: 'completed' };
      } catch (error) {
        log.error({ err: error, topic, event: id }, 'an event could not be taken in; it will come again');
        return { id, status: 'failed' };
      }
    };
    await boss.work(
      queueName(topic, consumer),
      // Each job has its own end, so that one that fails does not send the others of its batch around again. They are
      // handled side by side, in no order: a handler may take several at once, and the versions tell new from old.
      { pollingIntervalSeconds: 0.5, batchSize: 500, perJobResults: true },
      (jobs: Job[]) => Promise.all(jobs.map(handleJob)),
    );
  }
  return { close: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}
