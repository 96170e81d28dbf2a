import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { decodeCursor, encodeCursor, toConnection } from '../../shared/paging.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRow,
} from '../therapist/therapist.record.ts';
import { isPublic } from '../therapist/therapist.visibility.ts';
import type { TherapistFilter } from './directory.input.ts';

const order = 'RATING';

/** A page of the public therapists that pass the filter, best rated first. */
export async function readDirectory(
  em: EntityManager,
  filter: TherapistFilter,
  page: { first: number; after: string | null | undefined },
) {
  const matches = conditionOf(filter);
  const rows = await readRows(
    em,
    sql<TherapistRow & { score: number }>`
      select ${therapistColumns}, r.score from ${therapistTables}
      where ${matches} and ${isAfter(page.after)}
      order by r.score desc, t.id limit ${page.first + 1}`,
  );
  const [counted] = await readRows(
    em,
    sql<{ total: number }>`select count(*)::int as total from ${therapistTables} where ${matches}`,
  );
  const connection = toConnection(rows, page, toRecord, ({ score, id }) => encodeCursor(order, [score, id]));
  return { ...connection, totalCount: counted!.total };
}

function conditionOf({ state, profession, concern }: TherapistFilter): RawBuilder<boolean> {
  const conditions = [isPublic];
  if (state?.length) conditions.push(sql`t.state = any(${state}::text[])`);
  if (profession?.length) conditions.push(sql`t.profession = any(${profession}::text[])`);
  if (concern?.length) conditions.push(sql`t.concerns && ${concern}::text[]`);
  return sql.join(conditions, sql` and `);
}

function isAfter(after: string | null | undefined): RawBuilder<boolean> {
  if (after === null || after === undefined) return sql`true`;
  const [score, id] = decodeCursor(after, order, 2);
  return sql`(r.score < ${score} or (r.score = ${score} and t.id > ${id}))`;
}
