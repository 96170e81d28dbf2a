import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { notFound } from '../../shared/errors.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRecord,
  type TherapistRow,
} from './therapist.record.ts';
import { isVisibleTo } from './therapist.visibility.ts';

/** The therapist with the id; null when there is none, or none for this viewer. */
export const therapistById = defineLoader<TherapistsContext, string, TherapistRecord | null>(
  async (context, ids) => inKeyOrder(ids, await readTherapists(context, ids), ({ id }) => id, null),
);

/** A therapist as they are now, whatever this request has read before: for the answer of a mutation. NOT_FOUND as for any read. */
export async function readTherapist(context: TherapistsContext, id: string): Promise<TherapistRecord> {
  const [therapist] = await readTherapists(context, [id]);
  if (therapist === undefined) throw notFound('The therapist');
  return therapist;
}

/** Of these therapists, those that the viewer may see, as they are now. */
export async function readTherapists(
  { em, viewer }: TherapistsContext,
  ids: readonly string[],
): Promise<TherapistRecord[]> {
  const rows = await readRows(
    em,
    sql<TherapistRow>`
      select ${therapistColumns} from ${therapistTables} where t.id = any(${ids}) and ${isVisibleTo(viewer)}`,
  );
  return rows.map(toRecord);
}

/** The therapist who has or had the slug; null when there is none, or none for this viewer. */
export const therapistBySlug = defineLoader<TherapistsContext, string, TherapistRecord | null>(
  async ({ em, viewer }, slugs) => {
    const rows = await readRows(
      em,
      sql<TherapistRow & { asked: string }>`
        select s.slug as asked, ${therapistColumns}
        from therapist_slug s join (${therapistTables}) on t.id = s.therapist_id
        where s.slug = any(${slugs}) and ${isVisibleTo(viewer)}`,
    );
    const found = new Map(rows.map(({ asked, ...row }) => [asked, toRecord(row)]));
    return slugs.map((slug) => found.get(slug) ?? null);
  },
);

/** The id of the profile that a person owns; null for one who has none. */
export async function idOfOwn(em: EntityManager, subject: string): Promise<string | null> {
  const [own] = await readRows(
    em,
    sql<{ id: string }>`select id from therapist where owner_subject = ${subject}`,
  );
  return own?.id ?? null;
}

/** The address of the picture on the profile that a person owns; null for none. */
export async function photoOfOwn(em: EntityManager, subject: string): Promise<string | null> {
  const [own] = await readRows(
    em,
    sql<{ photoUrl: string | null }>`
      select photo_url as "photoUrl" from therapist where owner_subject = ${subject}`,
  );
  return own?.photoUrl ?? null;
}
