import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Payload } from '../../shared/event-topics.ts';

/**
 * Takes in what is told of a therapist; what is older than what is known, or the same again, changes nothing. Bylines that
 * name the therapist's slug are tied to the id from then on, so that a later change of slug does not cut them off.
 */
export async function learnTherapist(em: EntityManager, told: Payload<'therapists.profile'>): Promise<void> {
  const { therapistId, version, slug, name, isPublic, ownerSubject } = told;
  await em.transactional(async (tx) => {
    const news = await readRows(
      tx,
      sql<object>`
        insert into therapist as known (id, version, slug, name, is_public, owner_subject)
        values (${therapistId}, ${version}, ${slug}, ${name}, ${isPublic}, ${ownerSubject})
        on conflict (id) do update
          set version = excluded.version, slug = excluded.slug, name = excluded.name, is_public = excluded.is_public,
            owner_subject = excluded.owner_subject
          where known.version < excluded.version
        returning id`,
    );
    if (news.length === 0) return;
    for (const column of [sql.ref('author'), sql.ref('reviewer')]) {
      await readRows(
        tx,
        sql`
          update article_revision set ${column} = ${column} || jsonb_build_object('therapistId', ${therapistId}::text)
          where ${column} ->> 'therapistSlug' = ${slug} and ${column} ->> 'therapistId' is null`,
      );
    }
  });
}
