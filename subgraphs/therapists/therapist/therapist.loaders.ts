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

/** The therapist with the slug; null when there is none, or none for this viewer. */
export const therapistBySlug = defineLoader<TherapistsContext, string, TherapistRecord | null>(
  async ({ em, viewer }, slugs) => {
    const rows = await readRows(
      em,
      sql<TherapistRow>`
        select ${therapistColumns} from ${therapistTables} where t.slug = any(${slugs}) and ${isVisibleTo(viewer)}`,
    );
    return inKeyOrder(slugs, rows.map(toRecord), ({ slug }) => slug, null);
  },
);
