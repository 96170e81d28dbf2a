import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';

/** How long a fee may wait to be taken up by a worker that was down. */
const takeUpDays = 60;

/**
 * The search table has the fee of today, and today moves by itself: takes up the fees whose day has come. The answer counts
 * the therapists looked at.
 */
export async function takeUpDueFees(em: EntityManager): Promise<number> {
  const due = await readRows(
    em,
    sql<{ therapist_id: string }>`
      select distinct f.therapist_id from fee f join therapist_search s using (therapist_id)
      join therapist t on t.id = f.therapist_id
      where f.effective_from between current_date - ${takeUpDays}::integer and current_date + 1
        and s.session_cents is distinct from current_session_cents(t.id, t.time_zone)`,
  );
  const ids = due.map(({ therapist_id: id }) => id);
  if (ids.length > 0) await readRows(em, sql`select refresh_search_fees(${ids})`);
  return ids.length;
}

/** Bits of hours that are over, and of words nobody has any more, would pile up; the answer counts the rows removed. */
export async function dropEmptyBits(em: EntityManager): Promise<number> {
  const rows = await readRows(
    em,
    sql<object>`delete from search_bits where bits = 0::bit(4096) returning token`,
  );
  return rows.length;
}

const batchSize = 500;

/**
 * Makes the whole search anew from profiles, fees, reviews and the last told slots, while it goes on being asked. In step
 * already, it changes nothing. `onProgress` gets the number of therapists done.
 */
export async function rebuildSearch(
  em: EntityManager,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  for (let after = ''; ;) {
    const batch = await readRows(
      em,
      sql<{ id: string }>`select id from therapist where id > ${after} order by id limit ${batchSize}`,
    );
    if (batch.length === 0) break;
    const ids = batch.map(({ id }) => id);
    await em.transactional(async (tx) => {
      await readRows(tx, sql`select refresh_ratings(${ids})`);
      await readRows(tx, sql`select refresh_search(${ids})`);
    });
    after = ids.at(-1)!;
    onProgress((done += ids.length));
  }
  const blocks = await readRows(
    em,
    sql<{
      block: number;
    }>`select block from search_bits union select position >> 12 from therapist_search order by 1`,
  );
  for (const { block } of blocks) await readRows(em, sql`select rebuild_search_block(${block})`);
  return done;
}
