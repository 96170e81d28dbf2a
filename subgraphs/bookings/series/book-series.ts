import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistDiary } from '../schedule/diary.ts';
import type { SlotKey } from '../slot/slot-id.ts';
import { slotVerdict, type EpochMs } from '../slot/slot.rules.ts';
import { MINUTE_MS } from '../slot/zone-offsets.ts';
import { recordBookingChanges } from '../booking/booking-changes.ts';
import { catchUpParties, lockClientOf, lockTherapists } from '../booking/booking-locks.ts';
import type { BookingOutcome, OccurrenceOutcome } from '../booking/booking-outcomes.ts';
import { clashOf } from '../booking/booking.rules.ts';
import { requireDiary, requireNotOwn } from '../booking/book-slot.ts';
import { readAgenda, type ClientAgenda } from '../booking/client-agenda.ts';
import { newBooking, refuse, refusedBy } from '../booking/place-booking.ts';
import { Series } from '../booking/series.entity.ts';
import { occurrenceStarts, type SeriesRhythm } from './series.rules.ts';

export interface SeriesWish {
  /** The first appointment: a slot of the kind SESSION. */
  slot: SlotKey;
  every: SeriesRhythm;
  count: number;
  onConflict: 'ALL_OR_NOTHING' | 'SKIP_CONFLICTS';
}

/** Books the same local time each week or fortnight; what cannot be had is reported, or undoes all, as the client wishes. */
export async function bookSeries(
  em: EntityManager,
  viewer: Viewer,
  { slot, every, count, onConflict }: SeriesWish,
  now: Date,
): Promise<BookingOutcome> {
  const { therapistId } = slot;
  requireNotOwn(await requireDiary(em, therapistId, now), viewer);
  const clientId = await lockClientOf(em, viewer, now);
  await lockTherapists(em, [therapistId]);
  await catchUpParties(em, { clientIds: [clientId], therapistIds: [therapistId] }, now);
  const diary = await requireDiary(em, therapistId, now);
  const agenda = await readAgenda(em, clientId, therapistId);
  if (!diary.acceptingNewClients && !agenda.isKnown) {
    refuse({ type: 'NotAcceptingNewClients' }, diary, slot, now);
  }

  const starts = occurrenceStarts(slot.startsAt, diary.rules.timeZone, every, count);
  const report = starts.map((startsAt, index) => judgeOccurrence(diary, agenda, startsAt, index + 1, now));
  const open = report.filter(({ result }) => result === 'BOOKED');
  if (open.length === 0 || (onConflict === 'ALL_OR_NOTHING' && open.length < count)) {
    // Nothing is booked, so nothing may say so.
    const occurrences = report.map((item) =>
      item.result === 'BOOKED' ? Object.assign(item, { result: 'OPEN' }) : item,
    );
    throw new Refusal({ type: 'SeriesConflicts', occurrences } satisfies BookingOutcome);
  }

  const seriesId = newId('Series');
  em.create(Series, {
    id: seriesId,
    therapistId,
    clientId,
    kind: AppointmentKind.SESSION,
    every,
    createdAt: now,
  });
  const actor = { role: 'CLIENT', subject: viewer.subject } as const;
  const changes = open.map((item) => {
    const wanted = { ...slot, startsAt: Date.parse(item.startsAt!) };
    const placement = { slot: wanted, diary, agenda, event: 'CONFIRMED', actor, now, seriesId } as const;
    const booking = newBooking(em, { ...placement, occurrence: item.occurrence });
    item.bookingId = booking.id;
    return { booking, begins: true, event: 'CONFIRMED', actor, now } as const;
  });
  await refusedBy(slot, () => recordBookingChanges(em, changes));
  return { type: 'SeriesBooked', seriesId, occurrences: report };
}

function judgeOccurrence(
  diary: TherapistDiary,
  agenda: ClientAgenda,
  startsAt: EpochMs | null,
  occurrence: number,
  now: Date,
): OccurrenceOutcome {
  const of = (result: OccurrenceOutcome['result']): OccurrenceOutcome => ({
    occurrence,
    startsAt: startsAt === null ? null : new Date(startsAt).toISOString(),
    result,
    bookingId: null,
  });
  if (startsAt === null) return of('NO_SUCH_TIME');
  const verdict = slotVerdict(diary.rules, diary.busy, 'SESSION', startsAt, now.getTime());
  if (verdict === 'BEYOND_HORIZON') return of('TOO_FAR_AHEAD');
  if (verdict !== 'OPEN') return of('NOT_OPEN');
  const endsAt = startsAt + diary.rules.kinds.SESSION.lengthMinutes * MINUTE_MS;
  return of(clashOf(agenda.active, startsAt, endsAt) === null ? 'BOOKED' : 'CLIENT_BUSY');
}
