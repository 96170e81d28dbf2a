import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { bySystem, recordBookingChanges, type RecordedChange } from '../booking/booking-changes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { Booking } from '../booking/booking.entity.ts';
import { judgeClient } from '../booking/booking.rules.ts';
import { readAgenda } from '../booking/client-agenda.ts';
import { placeBooking, timesOf } from '../booking/place-booking.ts';
import { openSlotsOf } from '../schedule/diary.rules.ts';
import { readDiaries, type TherapistDiary } from '../schedule/diary.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';

/** How long an offer stands, unless the appointment starts sooner. */
export const offerMinutes = 120;

/** People on one waitlist that are read at a time. */
const peopleAtOnce = 20;

/** Open times that are tried for each of them. */
const mostTimes = 20;

interface Waiting {
  id: string;
  clientId: string;
  kind: AppointmentKind;
  windowFrom: number;
  windowUntil: number;
  /** Starts that were offered before: nobody is offered a time twice. */
  offered: number[];
}

/** The hook: a time that becomes free is offered in the transaction that frees it, so nobody gets in between. */
export async function offerFreedTimes(em: EntityManager, changes: readonly RecordedChange[]): Promise<void> {
  const freed = changes.filter(({ event }) => ['CANCELLED', 'EXPIRED', 'RESCHEDULED'].includes(event));
  for (const therapistId of new Set(freed.map(({ booking }) => booking.therapistId))) {
    await offerOpenTimes(em, therapistId, freed[0]!.now);
  }
}

/** The hook: whoever has got an appointment waits no longer for one of that kind, and what is offered to them is for the next. */
export async function endWaits(em: EntityManager, changes: readonly RecordedChange[]): Promise<void> {
  const got = changes.filter(({ event }) => event === 'CONFIRMED');
  if (got.length === 0) return;
  const { now } = got[0]!;
  const ended = await readRows(
    em,
    sql<{ id: string }>`
      update waitlist_entry entry set status = 'BOOKED', updated_at = ${now}
      from booking
      where booking.id = any(${got.map(({ booking }) => booking.id)}) and entry.status = 'WAITING'
        and entry.client_id = booking.client_id and entry.therapist_id = booking.therapist_id
        and entry.kind = booking.kind and starts_at >= window_from and starts_at < window_until
      returning entry.id`,
  );
  if (ended.length === 0) return;
  const waitlistEntryId = { $in: ended.map(({ id }) => id) };
  const offers = await em.find(
    Booking,
    { waitlistEntryId, status: BookingStatus.HELD },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  await recordBookingChanges(
    em,
    offers.map((booking) => ({ booking, event: 'EXPIRED', actor: bySystem, now })),
  );
}

/**
 * Offers open times of a therapist to those who wait for them, longest first, each time to one person at once: an offer is a
 * hold. Takes no lock that somebody else has, so it never waits; what it must leave out, the next round finds.
 */
export async function offerOpenTimes(em: EntityManager, therapistId: string, now: Date): Promise<void> {
  let waiting = await readWaiting(em, therapistId, now, null);
  if (waiting.length === 0) return;
  if (!(await lockNow(em, 'therapist', therapistId))) return;
  const [diary] = await readDiaries(em, [therapistId], now);
  if (diary === undefined) return;
  while (waiting.length > 0) {
    for (const entry of waiting) await offerTo(em, entry, diary, now);
    if (waiting.length < peopleAtOnce || !hasOpenTime(diary, now)) return;
    waiting = await readWaiting(em, therapistId, now, waiting.at(-1)!.id);
  }
}

function hasOpenTime(diary: TherapistDiary, now: Date): boolean {
  const ahead = { from: now.getTime(), until: Infinity };
  return Object.values(AppointmentKind).some((kind) => openSlotsOf(diary, kind, ahead, now, 1).length > 0);
}

async function offerTo(em: EntityManager, entry: Waiting, diary: TherapistDiary, now: Date): Promise<void> {
  const { kind, windowFrom, windowUntil, offered } = entry;
  const { therapistId } = diary;
  const window = { from: windowFrom, until: windowUntil };
  // As many more as they have had: what they let pass must not hide what comes after it.
  const fresh = openSlotsOf(diary, kind, window, now, mostTimes + offered.length)
    .map(({ startsAt }) => ({ therapistId, kind, startsAt }))
    .filter(({ startsAt }) => !offered.includes(startsAt));
  if (fresh.length === 0 || !(await lockNow(em, 'client', entry.clientId))) return;
  const agenda = await readAgenda(em, entry.clientId, therapistId);
  const slot = fresh.find((open) => judgeClient(diary, agenda, open) === null);
  if (slot === undefined) return;
  const heldUntil = new Date(Math.min(now.getTime() + offerMinutes * MINUTE_MS, slot.startsAt));
  const offer = { slot, diary, agenda, event: 'HELD', actor: bySystem, now, heldUntil } as const;
  try {
    // A savepoint, so that a constraint that says no undoes the offer and not what freed the time.
    await em.transactional((nested) => placeBooking(nested, { ...offer, waitlistEntryId: entry.id }));
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  const { startsAt, blockedFrom, blockedUntil } = timesOf(diary, slot);
  diary.busy = {
    ...diary.busy,
    bookings: [
      ...diary.busy.bookings,
      {
        startsAt: startsAt.getTime(),
        blockedFrom: blockedFrom.getTime(),
        blockedUntil: blockedUntil.getTime(),
      },
    ],
  };
}

/** Those who wait and have no offer before them, longest first: the first of them, or those after an entry. */
async function readWaiting(
  em: EntityManager,
  therapistId: string,
  now: Date,
  afterId: string | null,
): Promise<Waiting[]> {
  const beyond = sql`(created_at, id) > (select created_at, id from waitlist_entry where id = ${afterId})`;
  return readRows(
    em,
    sql<Waiting>`
      select id, client_id as "clientId", kind,
        (extract(epoch from window_from) * 1000)::float8 as "windowFrom",
        (extract(epoch from window_until) * 1000)::float8 as "windowUntil",
        (select coalesce(json_agg(extract(epoch from starts_at) * 1000), '[]') from booking
          where waitlist_entry_id = entry.id) as offered
      from waitlist_entry entry
      where therapist_id = ${therapistId} and status = 'WAITING' and window_until > ${now}
        and not exists (select from booking where waitlist_entry_id = entry.id and status = 'HELD')
        and ${afterId === null ? sql`true` : beyond}
      order by created_at, id limit ${peopleAtOnce}`,
  );
}

async function lockNow(em: EntityManager, table: 'client' | 'therapist', id: string): Promise<boolean> {
  const locked = await readRows(
    em,
    sql`select from ${sql.table(table)} where id = ${id} for no key update skip locked`,
  );
  return locked.length > 0;
}

/** Finds what became free in other ways, such as new hours: among these therapists, or all who are waited for. */
export async function offerInRound(
  em: EntityManager,
  now: Date,
  among: readonly string[] | null = null,
): Promise<void> {
  const waitedFor = await readRows(
    em.fork(),
    sql<{ id: string }>`
      select distinct therapist_id as id from waitlist_entry entry
      where status = 'WAITING' and window_until > ${now}
        and (${among === null} or therapist_id = any(${among ?? []}))
        and not exists (select from booking where waitlist_entry_id = entry.id and status = 'HELD')`,
  );
  for (const { id } of waitedFor) await em.fork().transactional((tx) => offerOpenTimes(tx, id, now));
}
