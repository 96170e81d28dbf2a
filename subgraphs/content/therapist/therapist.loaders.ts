import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';

export interface PublicTherapist {
  id: string;
  slug: string;
  name: string;
}

/** A therapist whom the public may see, by id; null for any other. */
export const publicTherapistById = defineLoader<ContentContext, string, PublicTherapist | null>(
  async ({ em }, ids) => {
    const rows = await readRows(
      em,
      sql<PublicTherapist>`select id, slug, name from therapist where is_public and id = any(${ids})`,
    );
    return inKeyOrder(ids, rows, (row) => row.id, null);
  },
);

/** The same by slug. A slug that has passed from one therapist to another is the later one's. */
export const publicTherapistBySlug = defineLoader<ContentContext, string, PublicTherapist | null>(
  async ({ em }, slugs) => {
    const rows = await readRows(
      em,
      sql<PublicTherapist>`
        select id, slug, name from therapist where is_public and slug = any(${slugs}) order by version`,
    );
    return inKeyOrder(slugs, rows, (row) => row.slug, null);
  },
);

/** The token subject of the person whose profile it is; null while nobody has claimed it, and where it is not public. */
export const ownerOfTherapist = defineLoader<ContentContext, string, string | null>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<{ id: string; owner: string | null }>`
      select id, owner_subject as owner from therapist where is_public and id = any(${ids})`,
  );
  const owners = new Map(rows.map(({ id, owner }) => [id, owner]));
  return ids.map((id) => owners.get(id) ?? null);
});
