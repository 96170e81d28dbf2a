import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { freeSlugs } from './slug.rules.ts';

/** Slugs like the one that is wanted, itself first, that the therapist could have: nobody else has or had them. */
export async function slugsLike(
  em: EntityManager,
  wanted: string,
  count: number,
  therapistId: string | null,
): Promise<string[]> {
  const stem = wanted.slice(0, 74);
  const rows = await readRows(
    em,
    sql<{ slug: string }>`
      select slug from therapist_slug
      where (slug = ${wanted} or slug like ${`${stem}%`}) and therapist_id is distinct from ${therapistId}`,
  );
  return freeSlugs(wanted, new Set(rows.map(({ slug }) => slug)), count);
}

/** A free slug like the one that is wanted. Whoever wants one like it waits for the end of this transaction. */
export async function takeSlug(em: EntityManager, wanted: string): Promise<string> {
  await readRows(em, sql`select pg_advisory_xact_lock(hashtext(${`slug ${wanted}`}))`);
  const [slug] = await slugsLike(em, wanted, 1, null);
  return slug!;
}
