import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Payload } from '../../shared/event-topics.ts';

/** Keeps what bookings tells; one that is older than what is known, or told twice, changes nothing. */
export async function applyNextOpenSlot(
  em: EntityManager,
  { therapistId, kind, startsAt, version }: Payload<'bookings.next-open-slot'>,
): Promise<void> {
  await readRows(
    em,
    sql`
      insert into next_open_slot as known (therapist_id, kind, starts_at, version)
      values (${therapistId}, ${kind}, ${startsAt}, ${version})
      on conflict (therapist_id, kind) do update set starts_at = excluded.starts_at, version = excluded.version
      where known.version < excluded.version`,
  );
}
