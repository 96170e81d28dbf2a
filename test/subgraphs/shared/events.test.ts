import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { describe, expect, it } from 'vitest';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
import { queueName, type Payload } from '../../../subgraphs/shared/event-topics.ts';
import { consumeEvents, EventPublisher, migrateEvents } from '../../../subgraphs/shared/events.ts';
import { createLog } from '../../../subgraphs/shared/log.ts';
import { createTestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { unreliableNetwork } from './unreliable-network.ts';

type Profile = Payload<'therapists.profile'>;
const log = createLog('silent');

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

/** A publisher and its listeners over a database of their own, since most of a test is waiting, which all can do at once. */
async function openWorld() {
  const urls = await createTestDatabase();
  const ends: (() => Promise<void>)[] = [];
  function openPublisher(url = urls.therapists, poolSize = 10) {
    const orm = openDatabase({ name: 'therapists', entities: [], migrations: [] }, { url, poolSize });
    const publisher = new EventPublisher('therapists', orm);
    ends.push(async () => {
      await publisher.close();
      await orm.close();
    });
    const publish = (version: number, em = orm.em.fork()) =>
      publisher.publish(em, 'therapists.profile', profile(version));
    return { orm, publisher, publish };
  }
  const own = openPublisher();
  return {
    urls,
    ...own,
    openPublisher,
    /** Listens as `name` with its own role, and keeps what it heard. */
    async listen(
      name: 'content' | 'bookings',
      handle: (version: number) => void = () => undefined,
      url = urls[name],
    ): Promise<number[]> {
      const heard: number[] = [];
      const handlers = {
        'therapists.profile': async ({ version }: Profile) => {
          handle(version);
          heard.push(version);
        },
      };
      const options = { superviseEverySeconds: 1 };
      const consumer = await consumeEvents(name, 'therapists', url, handlers, log, options);
      ends.push(consumer.close);
      return heard;
    },
    async wire(target: string) {
      const wire = await unreliableNetwork(target);
      ends.push(wire.close);
      return wire;
    },
    async waiting(): Promise<number> {
      const left = sql<object>`select id from therapists_events.job where state < 'completed'`;
      return (await readRows(own.orm.em.fork(), left)).length;
    },
    async [Symbol.asyncDispose]() {
      for (const end of ends.toReversed()) await end();
    },
  };
}

describe.concurrent('an event', () => {
  it('that a transaction tells is heard by every listener, once it has committed', async () => {
    await using world = await openWorld();
    const { orm, publish, listen, waiting } = world;
    const [content, bookings] = [await listen('content'), await listen('bookings')];
    await orm.em.fork().transactional(async (em) => {
      await publish(1, em);
      await wait(700);
      expect([content, bookings]).toEqual([[], []]);
    });
    await eventually(() => expect([content, bookings]).toEqual([[1], [1]]));
    await eventually(async () => expect(await waiting()).toBe(0));
  });

  it('of a transaction that was undone is heard by nobody', async () => {
    await using world = await openWorld();
    const { orm, publish, listen, waiting } = world;
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

  it('is kept while nobody listens', async () => {
    await using world = await openWorld();
    await world.publish(1);
    await world.publish(2);
    const heard = await world.listen('content');
    await eventually(() => expect(heard.toSorted()).toEqual([1, 2]));
  });

  it('comes again to a listener that failed, and meanwhile everything else', async () => {
    await using world = await openWorld();
    for (const version of [1, 2, 3]) await world.publish(version);
    let failures = 0;
    const tries: number[] = [];
    const heard = await world.listen('content', (version) => {
      tries.push(version);
      if (version === 2 && (failures += 1) <= 1) throw new Error('not now');
    });
    await eventually(() => expect(heard.toSorted()).toEqual([1, 2, 3]));
    expect(tries.toSorted()).toEqual([1, 2, 2, 3]);
  });

  it('is taken up again that a listener held when it was killed', async () => {
    await using world = await openWorld();
    const { urls, orm, publish, listen } = world;
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

  it('is heard in the end when the connection of its listener was lost', async () => {
    await using world = await openWorld();
    const wire = await world.wire(world.urls.content);
    const heard = await world.listen('content', () => undefined, wire.url);
    wire.cut();
    await world.publish(1);
    await wait(700);
    expect(heard).toEqual([]);
    wire.mend();
    await eventually(() => expect(heard).toEqual([1]));
  });

  it('is heard by one of several who listen for the same subgraph', async () => {
    await using world = await openWorld();
    const { publish, listen } = world;
    const [first, second] = [await listen('content'), await listen('content')];
    for (let version = 1; version <= 12; version += 1) await publish(version);
    await eventually(() => expect([...first, ...second]).toHaveLength(12));
    expect(new Set([...first, ...second]).size).toBe(12);
  });
});

describe.concurrent('a publisher', () => {
  it('begins in as many transactions at once as there are connections', async () => {
    await using world = await openWorld();
    const { orm, publish } = world.openPublisher(world.urls.therapists, 3);
    const all = Array.from({ length: 9 }, (_, version) =>
      orm.em.fork().transactional(async (em) => {
        await readRows(em, sql`select 1`);
        await wait(50);
        await publish(version, em);
      }),
    );
    await Promise.all(all);
    expect(await world.waiting()).toBe(18);
  });

  it('begins once the database is back, when the first time found it gone', async () => {
    await using world = await openWorld();
    const wire = await world.wire(world.urls.therapists);
    const { publish } = world.openPublisher(wire.url);
    wire.cut();
    await expect(publish(1)).rejects.toThrow('Connection terminated');
    wire.mend();
    await publish(2);
    expect(await world.waiting()).toBe(2);
  });

  it("tells no other subgraph's facts", async () => {
    await using world = await openWorld();
    const notOurs = world.publisher.publish(world.orm.em.fork(), 'bookings.next-open-slot', {
      therapistId: 'therapist_01h2e8kqvbfwea724h75qc655w',
      version: 1,
      kind: 'SESSION',
      startsAt: null,
    });
    await expect(notOurs).rejects.toThrow("bookings.next-open-slot is not therapists's to tell");
  });
});

it('prepares its queues again and again, from several processes at once', async () => {
  await using world = await openWorld();
  await Promise.all([1, 2, 3].map(() => migrateEvents('therapists', world.urls.therapists)));
  const named = sql<{ name: string }>`
    select name from therapists_events.queue where name like 'therapists.%' order by name`;
  expect(await readRows(world.orm.em.fork(), named)).toEqual([
    { name: 'therapists.profile.to-bookings' },
    { name: 'therapists.profile.to-content' },
  ]);
});
