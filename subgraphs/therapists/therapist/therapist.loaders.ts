import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
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
  async ({ em, viewer }, ids) => {
    const rows = await readRows(
      em,
      sql<TherapistRow>`
        select ${therapistColumns} from ${therapistTables} where t.id = any(${ids}) and ${isVisibleTo(viewer)}`,
    );
    return inKeyOrder(ids, rows.map(toRecord), ({ id }) => id, null);
  },
);

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
