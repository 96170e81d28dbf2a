import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Payload } from '../../shared/event-topics.ts';
import type { EventPublisher } from '../../shared/events.ts';

/**
 * Tells the other subgraphs what the profiles are now: call it in the transaction of every change to a therapist. What is
 * pending in `em` is written first. The version rises under the row's lock, so a later telling has the higher one.
 */
export async function announceProfiles(
  events: EventPublisher,
  em: EntityManager,
  therapistIds: readonly string[],
): Promise<void> {
  await em.flush();
  const told = await readRows(
    em,
    sql<Payload<'therapists.profile'>>`
      update therapist set profile_version = profile_version + 1
      where id = any(${therapistIds})
      returning id as "therapistId", profile_version::float8 as version, status = 'VERIFIED' as "isPublic", slug, name,
        time_zone as "timeZone", owner_subject as "ownerSubject", accepting_new_clients as "acceptingNewClients"`,
  );
  for (const profile of told) await events.publish(em, 'therapists.profile', profile);
}

const batchSize = 200;

/** Tells of every profile again, for a subgraph that lost what it knew; `onProgress` gets the number told so far. */
export async function republishProfiles(
  events: EventPublisher,
  orm: MikroORM,
  onProgress: (told: number) => void = () => undefined,
): Promise<number> {
  let told = 0;
  for (let after = ''; ;) {
    const batch = await readRows(
      orm.em.fork(),
      sql<{ id: string }>`select id from therapist where id > ${after} order by id limit ${batchSize}`,
    );
    if (batch.length === 0) return told;
    const ids = batch.map(({ id }) => id);
    await orm.em.fork().transactional((em) => announceProfiles(events, em, ids));
    after = ids.at(-1)!;
    onProgress((told += ids.length));
  }
}
