import type { EntityManager } from '@mikro-orm/postgresql';
import { PgBoss, type ConstructorOptions, type Job } from 'pg-boss';
import type { Logger } from 'pino';
import { throughEntityManager } from '../../shared/events.ts';
import { mailJobSchema, type MailJob } from './mail-job.ts';
import type { DueMail } from './mail.rules.ts';

const queue = 'mail';

/** Nobody but bookings may read this schema: what waits in it is about people. */
const schema = 'bookings_jobs';

/**
 * Tried again for about a day. A worker that lives says so every few seconds; what a dead one had in hand is due again after
 * `heartbeatSeconds`, which another sees within two rounds of supervision: in less than 45 seconds.
 */
const queueOptions = {
  retryLimit: 110,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 900,
  heartbeatSeconds: 15,
  expireInSeconds: 600,
};

const superviseEverySeconds = 10;

/** The queue changes only with a migration, so what is known of it once serves. */
const queueCacheSeconds = 86_400;

function bossOf(options: ConstructorOptions): PgBoss {
  return new PgBoss({
    schema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    ...options,
  });
}

/** Makes the queue, or brings it up to date; part of the migration of bookings. */
export async function migrateMailQueue(databaseUrl: string): Promise<void> {
  const boss = bossOf({ connectionString: databaseUrl, migrate: true, max: 2 });
  await boss.start();
  await boss.createQueue(queue, queueOptions);
  await boss.stop({ graceful: false });
}

interface Sender {
  boss: PgBoss;
  /** Whose connection the first look at the queue goes through. */
  starter: EntityManager | null;
  started: Promise<unknown> | null;
}

/** One for each database; it has no connection of its own and no timers, so it needs no closing. */
const senders = new WeakMap<object, Sender>();

/** Puts mails in the queue in the transaction of `em`: they are there if and only if the change is. */
export async function enqueueMails(em: EntityManager, mails: readonly DueMail[]): Promise<void> {
  if (mails.length === 0) return;
  const sender = senderOf(em);
  await (sender.started ??= start(sender, em));
  // Told as so long from now, the moment is right also where the database's clock is not ours.
  const jobs = mails.map(({ job, dueAt }) => ({
    data: job,
    ...(dueAt && { startAfter: Math.ceil((dueAt.getTime() - job.at.getTime()) / 1000) }),
  }));
  await sender.boss.insert(queue, jobs, { db: throughEntityManager(() => em) });
}

function senderOf(em: EntityManager): Sender {
  const driver = em.getDriver();
  let sender = senders.get(driver);
  if (sender === undefined) {
    const made: Sender = { starter: null, started: null } as never;
    made.boss = bossOf({
      db: throughEntityManager(() => made.starter!),
      queueCacheIntervalSeconds: queueCacheSeconds,
      clock: timeless,
    });
    made.boss.on('error', () => undefined);
    senders.set(driver, (sender = made));
  }
  return sender;
}

/** On the caller's own connection: transactions that waited here for another one could have taken the whole pool. */
async function start(sender: Sender, em: EntityManager): Promise<void> {
  sender.starter = em;
  try {
    await sender.boss.start();
  } catch (error) {
    sender.started = null;
    throw error;
  } finally {
    sender.starter = null;
  }
}

/** Sending needs no timers, and a timer would keep the process alive. */
const timeless = {
  now: () => Date.now(),
  setTimeout: (work: () => void, ms: number) => setTimeout(work, ms).unref(),
  clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: () => null,
  clearInterval: () => undefined,
};

export interface MailQueueWorker {
  close(): Promise<void>;
}

interface WorkerOptions {
  /** How often, in seconds, the jobs of dead workers are looked for; a test may hurry. */
  superviseEverySeconds?: number;
}

/** Takes mails from the queue when they are due, until closed. One whose handler throws comes again later. */
export async function workOnMails(
  databaseUrl: string,
  handle: (job: MailJob) => Promise<void>,
  log: Logger,
  options: WorkerOptions = {},
): Promise<MailQueueWorker> {
  const seconds = options.superviseEverySeconds ?? superviseEverySeconds;
  const boss = bossOf({
    connectionString: databaseUrl,
    supervise: true,
    superviseIntervalSeconds: seconds,
    monitorIntervalSeconds: seconds,
    max: 4,
    application_name: 'rapport-bookings-mail',
  });
  boss.on('error', (error) => log.error({ err: error }, 'the mail queue failed'));
  await boss.start();
  await boss.work(
    queue,
    { pollingIntervalSeconds: 0.5, batchSize: 1, localConcurrency: 4, heartbeatRefreshSeconds: 5 },
    async ([job]: Job[]) => {
      if (job !== undefined) await handle(mailJobSchema.parse(job.data));
    },
  );
  return { close: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}
