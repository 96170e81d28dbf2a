import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Payload } from '../../shared/event-topics.ts';

type Told = Payload<'bookings.next-open-slot'>;

/** Keeps what bookings tells; one that is older than what is known, or told twice, changes nothing. */
export function applyNextOpenSlot(em: EntityManager, told: Told): Promise<void> {
  return applyNextOpenSlots(em, [told]);
}

/** The same of many in one statement: at the full hour the next slot of every other therapist is another. */
export async function applyNextOpenSlots(em: EntityManager, told: readonly Told[]): Promise<void> {
  await readRows(
    em,
    sql`
      insert into next_open_slot as known (therapist_id, kind, starts_at, version)
      select distinct on (therapist_id, kind) therapist_id, kind, starts_at, version
      from unnest(
        ${told.map(({ therapistId }) => therapistId)}::text[], ${told.map(({ kind }) => kind)}::text[],
        ${told.map(({ startsAt }) => startsAt)}::timestamptz[], ${told.map(({ version }) => version)}::bigint[]
      ) as told (therapist_id, kind, starts_at, version)
      order by therapist_id, kind, version desc
      on conflict (therapist_id, kind) do update set starts_at = excluded.starts_at, version = excluded.version
      where known.version < excluded.version`,
  );
}
