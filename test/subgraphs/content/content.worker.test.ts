import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../subgraphs/content/content.ts';
import { startContentWorker, type ContentWorker } from '../../../subgraphs/content/content.worker.ts';
import { KnownTherapist } from '../../../subgraphs/content/therapist/therapist.entity.ts';
import { openDatabase } from '../../../subgraphs/shared/database.ts';
import { EventPublisher } from '../../../subgraphs/shared/events.ts';
import { newId } from '../../../subgraphs/shared/ids.ts';
import { createLog } from '../../../subgraphs/shared/log.ts';
import type { Subgraph } from '../../../subgraphs/shared/subgraph.ts';
import { therapistsDatabase } from '../../../subgraphs/therapists/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { testSettings } from '../../support/subgraph.ts';

let urls: Awaited<ReturnType<typeof createTestDatabase>>;
let content: Subgraph;
let worker: ContentWorker;

beforeAll(async () => {
  urls = await createTestDatabase();
  content = openContent(testSettings(urls.content));
  worker = await startContentWorker({
    database: { url: urls.content },
    // The same database, with content's own role, holds the queue that therapists publishes to.
    therapistsEventsUrl: urls.content,
    clock: () => new Date('2026-06-02T12:00:00Z'),
    everyMs: 50,
    log: createLog('silent'),
  });
});

afterAll(async () => {
  await worker.close();
  await content.close();
});

it('hears of therapists, and keeps the newest of what it hears', async () => {
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const publisher = new EventPublisher('therapists', therapists);
  const therapistId = newId('Therapist');
  for (const version of [1, 3, 2]) {
    await publisher.publish(therapists.em.fork(), 'therapists.profile', {
      therapistId,
      version,
      isPublic: true,
      slug: 'robin',
      name: `Robin ${version}`,
      timeZone: 'Australia/Darwin',
      ownerSubject: null,
      acceptingNewClients: true,
    });
  }
  const known = () => content.orm.em.fork().findOne(KnownTherapist, { id: therapistId });
  await eventually(async () => expect(await known()).toMatchObject({ name: 'Robin 3', version: 3 }));
  await publisher.close();
  await therapists.close();
});

it('forgets idempotency keys after their day', async () => {
  const em = content.orm.em.fork();
  await em.execute(`
    insert into idempotency (actor, key, operation, input_hash, created_at)
    values ('editor', 'old', 'any', '', '2026-06-01T11:59:59Z'), ('editor', 'new', 'any', '', '2026-06-01T12:00:01Z')`);
  await eventually(async () => {
    expect(await em.execute('select key from idempotency')).toEqual([{ key: 'new' }]);
  });
});
