import { setTimeout as wait } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
import { queueName, type Payload } from '../../../subgraphs/shared/event-topics.ts';
import {
  consumeEvents,
  EventPublisher,
  migrateEvents,
  type EventConsumer,
} from '../../../subgraphs/shared/events.ts';
import { createLog } from '../../../subgraphs/shared/log.ts';
import { createTestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { unreliableNetwork } from './unreliable-network.ts';

type Profile = Payload<'therapists.profile'>;
const log = createLog('silent');

let urls: Awaited<ReturnType<typeof createTestDatabase>>;
let orm: MikroORM;
let publisher: EventPublisher;
const consumers: EventConsumer[] = [];

beforeAll(async () => {
  urls = await createTestDatabase();
  orm = openDatabase({ name: 'therapists', entities: [], migrations: [] }, { url: urls.therapists });
  publisher = new EventPublisher('therapists', orm);
});
afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
  await orm.em.fork().execute('delete from therapists_events.job');
});
afterAll(async () => {
  await publisher.close();
  await orm.close();
});

const profile = (version: number): Profile => ({
  therapistId: 'therapist_01h2e8kqvbfwea724h75qc655w',
  version,
  isPublic: true,
  slug: 'robin',
  name: 'Robin',
  timeZone: 'Australia/Darwin',
  ownerSubject: null,
  acceptingNewClients: true,
});

const publish = (version: number, em = orm.em.fork(), by = publisher) =>
  by.publish(em, 'therapists.profile', profile(version));

/** Listens as `name` with its own role, and keeps what it heard. */
async function listen(
  name: 'content' | 'bookings',
  handle: (version: number) => Promise<void> | void = () => undefined,
  url = urls[name],
): Promise<number[]> {
  const heard: number[] = [];
  const handlers = {
    'therapists.profile': async ({ version }: Profile) => {
      await handle(version);
      heard.push(version);
    },
  };
  consumers.push(await consumeEvents(name, 'therapists', url, handlers, log, { superviseEverySeconds: 1 }));
  return heard;
}

async function waiting(): Promise<number> {
  const rows = await readRows(
    orm.em.fork(),
    sql<object>`select id from therapists_events.job where state < 'completed'`,
  );
  return rows.length;
}

it('tells what a transaction tells to every listener, once it has committed', async () => {
  const [content, bookings] = [await listen('content'), await listen('bookings')];
  await orm.em.fork().transactional(async (em) => {
    await publish(1, em);
    await wait(700);
    expect([content, bookings]).toEqual([[], []]);
  });
  await eventually(() => expect([content, bookings]).toEqual([[1], [1]]));
  await eventually(async () => expect(await waiting()).toBe(0));
});

it('tells nothing of a transaction that was undone', async () => {
  const heard = await listen('content');
  const undone = orm.em.fork().transactional(async (em) => {
    await publish(1, em);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(await waiting()).toBe(0);
  await publish(2);
  await eventually(() => expect(heard).toEqual([2]));
});

it('keeps what nobody listens to yet', async () => {
  await publish(1);
  await publish(2);
  const heard = await listen('content');
  await eventually(() => expect(heard.toSorted()).toEqual([1, 2]));
});

it('tells it again to a listener that failed, and meanwhile everything else', async () => {
  for (const version of [1, 2, 3]) await publish(version);
  let failures = 0;
  const tries: number[] = [];
  const heard = await listen('content', (version) => {
    tries.push(version);
    if (version === 2 && (failures += 1) <= 1) throw new Error('not now');
  });
  await eventually(() => expect(heard.toSorted()).toEqual([1, 2, 3]));
  expect(tries.toSorted()).toEqual([1, 2, 2, 3]);
});

it('takes up what a listener held when it was killed', async () => {
  await orm.em.fork().execute('update therapists_events.queue set expire_seconds = 1');
  await publish(1);
  // What a killed process leaves behind: an event taken and never answered for.
  const killed = new PgBoss({
    connectionString: urls.content,
    schema: 'therapists_events',
    migrate: false,
    supervise: false,
  });
  killed.on('error', () => undefined);
  await killed.start();
  expect(await killed.fetch(queueName('therapists.profile', 'content'))).toHaveLength(1);
  const heard = await listen('content');
  await eventually(() => expect(heard).toEqual([1]), 20_000);
  await killed.stop({ graceful: false });
});

it('goes on by itself when the connection of a listener was lost', async () => {
  const wire = await unreliableNetwork(urls.content);
  const heard = await listen('content', () => undefined, wire.url);
  wire.cut();
  await publish(1);
  await wait(700);
  expect(heard).toEqual([]);
  wire.mend();
  await eventually(() => expect(heard).toEqual([1]));
  await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
  await wire.close();
});

it('lets no listener that comes late hear what another has dealt with', async () => {
  const first = await listen('content');
  await publish(1);
  await eventually(async () => expect(first).toEqual([1]));
  const second = await listen('content');
  for (let version = 2; version < 12; version += 1) await publish(version);
  await eventually(() => expect([...first, ...second]).toHaveLength(11));
  expect(new Set([...first, ...second]).size).toBe(11);
});

it('publishes for the first time from as many transactions at once as there are connections', async () => {
  const narrow = openDatabase(
    { name: 'therapists', entities: [], migrations: [] },
    { url: urls.therapists, poolSize: 3 },
  );
  const fresh = new EventPublisher('therapists', narrow);
  const all = Array.from({ length: 9 }, (_, version) =>
    narrow.em.fork().transactional(async (em) => {
      await readRows(em, sql`select 1`);
      await wait(50);
      await publish(version, em, fresh);
    }),
  );
  await Promise.all(all);
  expect(await waiting()).toBe(18);
  await fresh.close();
  await narrow.close();
});

it('publishes once the database is back, when the first time found it gone', async () => {
  const wire = await unreliableNetwork(urls.therapists);
  const far = openDatabase({ name: 'therapists', entities: [], migrations: [] }, { url: wire.url });
  const fresh = new EventPublisher('therapists', far);
  wire.cut();
  await expect(publish(1, far.em.fork(), fresh)).rejects.toThrow('Connection terminated');
  wire.mend();
  await publish(2, far.em.fork(), fresh);
  expect(await waiting()).toBe(2);
  await fresh.close();
  await far.close();
  await wire.close();
});

it("tells no other subgraph's facts", async () => {
  const notOurs = publisher.publish(orm.em.fork(), 'bookings.next-open-slot', {
    therapistId: 'therapist_01h2e8kqvbfwea724h75qc655w',
    version: 1,
    kind: 'SESSION',
    startsAt: null,
  });
  await expect(notOurs).rejects.toThrow("bookings.next-open-slot is not therapists's to tell");
});

it('prepares its queues again and again, from several processes at once', async () => {
  await Promise.all([1, 2, 3].map(() => migrateEvents('therapists', urls.therapists)));
  const queues = await readRows(
    orm.em.fork(),
    sql<{
      name: string;
    }>`select name from therapists_events.queue where name like 'therapists.%' order by name`,
  );
  expect(queues.map(({ name }) => name)).toEqual([
    'therapists.profile.to-bookings',
    'therapists.profile.to-content',
  ]);
});
