import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Payload } from '../../shared/event-topics.ts';

/** Keeps what the event tells of a therapist; an event older than what is known changes nothing. */
export async function applyTherapistProfile(
  em: EntityManager,
  profile: Payload<'therapists.profile'>,
): Promise<void> {
  const { therapistId, version, isPublic, slug, name, timeZone, ownerSubject, acceptingNewClients } = profile;
  await readRows(
    em,
    sql`
      insert into therapist as known
        (id, version, is_public, slug, name, time_zone, owner_subject, accepting_new_clients)
      values
        (${therapistId}, ${version}, ${isPublic}, ${slug}, ${name}, ${timeZone}, ${ownerSubject}, ${acceptingNewClients})
      on conflict (id) do update set
        version = excluded.version, is_public = excluded.is_public, slug = excluded.slug, name = excluded.name,
        time_zone = excluded.time_zone, owner_subject = excluded.owner_subject,
        accepting_new_clients = excluded.accepting_new_clients
      where known.version < excluded.version`,
  );
}
