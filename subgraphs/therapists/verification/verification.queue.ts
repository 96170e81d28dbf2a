import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor, toConnection } from '../../shared/paging.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRow,
} from '../therapist/therapist.record.ts';
import type { TherapistsContext } from '../therapists.ts';
import type { VerificationRequestConnection } from './verification.type.ts';

const order = 'WAITING';

type WaitingRow = TherapistRow & { sinceMs: number; version: number; wasVerified: boolean };

/** The profiles that wait to be verified, the longest waiting first. For admins: every one is in it. */
export async function readQueue(
  { em }: TherapistsContext,
  page: { first: number; after: string | null | undefined },
): Promise<VerificationRequestConnection> {
  const since = sql`(extract(epoch from coalesce(h.since, t.joined_at)) * 1000)::float8`;
  const rows = await readRows(
    em,
    sql<WaitingRow>`
      select ${therapistColumns}, ${since} as "sinceMs", t.profile_version::int as version,
        coalesce(h.was_verified, false) as "wasVerified"
      from ${therapistTables}
      left join lateral (
        select max(e.at) filter (where e.event in ('SUBMITTED', 'CLAIMS_CHANGED')) as since,
          bool_or(e.event = 'VERIFIED' or e.from_status = 'VERIFIED') as was_verified
        from therapist_event e where e.therapist_id = t.id
      ) h on true
      where t.status = 'SUBMITTED' and ${isAfter(page.after, since)}
      order by "sinceMs", t.id limit ${page.first + 1}`,
  );
  const [counted] = await readRows(
    em,
    sql<{ total: number }>`select count(*)::int as total from therapist where status = 'SUBMITTED'`,
  );
  const requestOf = ({ sinceMs, version, wasVerified, ...row }: WaitingRow) => ({
    therapist: toRecord(row),
    submittedAt: new Date(sinceMs),
    version,
    wasVerified,
  });
  const connection = toConnection(rows, page, requestOf, ({ sinceMs, id }) =>
    encodeCursor(order, [sinceMs, id]),
  );
  return { ...connection, totalCount: counted!.total };
}

function isAfter(after: string | null | undefined, since: ReturnType<typeof sql>) {
  if (after === null || after === undefined) return sql`true`;
  const [sinceMs, id] = decodeCursor(after, order, 2);
  if (typeof sinceMs !== 'number' || typeof id !== 'string')
    throw badInput('after is not a cursor of this connection.', 'after');
  return sql`(${since}, t.id) > (${sinceMs}::float8, ${id})`;
}
