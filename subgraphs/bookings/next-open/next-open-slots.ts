import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { EventPublisher } from '../../shared/events.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { openSlotsOf } from '../schedule/diary.rules.ts';
import { readDiaries, type TherapistDiary } from '../schedule/diary.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';

/** Where nothing is open, something may come to be only at the far end of the horizon, so a look now and then will do. */
const recheckEmptyAfterMs = 15 * MINUTE_MS;

const kinds = Object.values(AppointmentKind);

interface NextOpen {
  therapistId: string;
  kind: AppointmentKind;
  startsAt: Date | null;
  recheckAt: Date;
}

/**
 * Brings the next open slots up to date of at most `limit` therapists for whom something changed or whose slot can no longer
 * be booked, and tells what changed as `bookings.next-open-slot` in the same transaction. Any number of workers may do this
 * at once. Answers how many therapists were looked at; `limit` of them means that more may wait.
 */
export async function refreshNextOpenSlots(
  em: EntityManager,
  now: Date,
  publisher: EventPublisher,
  limit = 50,
): Promise<number> {
  return (await refreshChanged(em, now, publisher, limit)).length;
}

/** `refreshNextOpenSlots`, telling which therapists were looked at: those are the ones who may have a time to offer. */
export async function refreshChanged(
  em: EntityManager,
  now: Date,
  publisher: EventPublisher,
  limit: number,
): Promise<string[]> {
  return em.fork().transactional(async (tx) => {
    const therapistIds = await claimTherapists(tx, now, limit);
    if (therapistIds.length === 0) return [];
    // A change noted after the claim keeps its note, and one before it is seen by the reads that follow.
    await readRows(tx, sql`delete from availability_change where therapist_id = any(${therapistIds})`);
    const diaries = await readDiaries(tx, therapistIds, now);
    const found = diaries.flatMap((diary) => kinds.map((kind) => nextOpenOf(diary, kind, now)));
    for (const { therapistId, kind, startsAt, version, isTold } of await saveNextOpen(tx, found)) {
      if (isTold) continue;
      await publisher.publish(tx, 'bookings.next-open-slot', {
        therapistId,
        version,
        kind,
        startsAt: startsAt === null ? null : new Date(startsAt).toISOString(),
      });
    }
    return therapistIds;
  });
}

/** Has every therapist looked at anew and told of again, for a listener that has lost what it knew. */
export async function rebuildNextOpenSlots(em: EntityManager): Promise<void> {
  await em.fork().transactional(async (tx) => {
    await readRows(tx, sql`update next_open set told = false`);
    await readRows(tx, sql`insert into availability_change (therapist_id) select id from therapist`);
  });
}

/** Locks the claimed rows until the transaction ends; those that another worker holds are left to it. */
async function claimTherapists(em: EntityManager, now: Date, limit: number): Promise<string[]> {
  const candidates = await readRows(
    em,
    sql<{ id: string }>`
      select therapist_id as id from (
        select therapist_id from availability_change
        union
        select therapist_id from next_open where recheck_at < ${now}
      ) waiting
      where exists (select from therapist where id = therapist_id) limit ${limit}`,
  );
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ id }) => id);
  await readRows(
    em,
    sql`
      insert into next_open (therapist_id, kind, recheck_at)
      select id, kind, ${now} from unnest(${ids}::text[]) as id, unnest(${kinds}::text[]) as kind
      order by id, kind
      on conflict do nothing`,
  );
  const claimed = await readRows(
    em,
    sql<{ id: string }>`
      select therapist_id as id from next_open
      where therapist_id = any(${ids}) and kind = ${kinds[0]}
      for update skip locked`,
  );
  return claimed.map(({ id }) => id);
}

function nextOpenOf(diary: TherapistDiary, kind: AppointmentKind, now: Date): NextOpen {
  const { therapistId, rules } = diary;
  const [next] = openSlotsOf(diary, kind, { from: now.getTime(), until: Infinity }, now, 1);
  const recheckAt =
    next === undefined
      ? now.getTime() + recheckEmptyAfterMs
      : next.startsAt - rules.minimumNoticeMinutes * MINUTE_MS;
  return {
    therapistId,
    kind,
    startsAt: next === undefined ? null : new Date(next.startsAt),
    recheckAt: new Date(recheckAt),
  };
}

interface SavedRow {
  therapistId: string;
  kind: AppointmentKind;
  /** As the driver gives it: text. */
  startsAt: string | null;
  version: number;
  /** Whether the listeners know it already. */
  isTold: boolean;
}

async function saveNextOpen(em: EntityManager, found: readonly NextOpen[]): Promise<SavedRow[]> {
  return readRows(
    em,
    sql<SavedRow>`
      with found as (
        select * from unnest(
          ${found.map(({ therapistId }) => therapistId)}::text[],
          ${found.map(({ kind }) => kind)}::text[],
          ${found.map(({ startsAt }) => startsAt)}::timestamptz[],
          ${found.map(({ recheckAt }) => recheckAt)}::timestamptz[]
        ) as row (therapist_id, kind, starts_at, recheck_at)
      ), compared as (
        select found.*, told and known.starts_at is not distinct from found.starts_at as is_told
        from next_open known join found using (therapist_id, kind)
      )
      update next_open set
        starts_at = compared.starts_at, recheck_at = compared.recheck_at, told = true,
        version = case when is_told then version else nextval('next_open_version') end
      from compared
      where next_open.therapist_id = compared.therapist_id and next_open.kind = compared.kind
      returning next_open.therapist_id as "therapistId", next_open.kind, next_open.starts_at as "startsAt",
        version::float8 as version, is_told as "isTold"`,
  );
}
