import type { AppointmentKind } from '../../shared/vocabulary.ts';
import { offers, openSlotsOf } from '../schedule/diary.rules.ts';
import type { TherapistDiary } from '../schedule/diary.ts';
import { slotStarts } from '../slot/slot-hours.rules.ts';
import { slotVerdict, type EpochMs, type OpenSlot } from '../slot/slot.rules.ts';
import { zoneOffsets } from '../slot/zone-offsets.ts';

export type Closed =
  | 'PAST'
  | 'TOO_SOON'
  | 'BEYOND_HORIZON'
  | 'NOT_ACCEPTING_NEW_CLIENTS'
  | 'OUTSIDE_HOURS'
  | 'BETWEEN_STARTS'
  | 'NOT_AVAILABLE';

export interface TimeExplained {
  /** Null: the time is open. */
  reason: Closed | null;
  /** The soonest open slot from the time on, or from now when that is later; null when there is none. */
  next: OpenSlot | null;
}

/**
 * Why an appointment of the kind cannot be booked for that time. What fills the therapist's time (an appointment, time off,
 * their own calendar, a full day) is all one, so that nobody learns of anybody's business by asking.
 */
export function whyClosed(
  diary: TherapistDiary,
  kind: AppointmentKind,
  at: EpochMs,
  now: Date,
): TimeExplained {
  const [next = null] = openSlotsOf(
    diary,
    kind,
    { from: Math.max(at, now.getTime()), until: Infinity },
    now,
    1,
  );
  return { reason: reasonOf(diary, kind, at, now.getTime()), next };
}

function reasonOf(diary: TherapistDiary, kind: AppointmentKind, at: EpochMs, now: EpochMs): Closed | null {
  if (at < now) return 'PAST';
  if (!offers(diary, kind)) return 'NOT_ACCEPTING_NEW_CLIENTS';
  const verdict = slotVerdict(diary.rules, diary.busy, kind, at, now);
  if (verdict === 'OPEN') return null;
  if (verdict !== 'OUTSIDE_HOURS') return verdict;
  return isBetweenStarts(diary, kind, at) ? 'BETWEEN_STARTS' : 'OUTSIDE_HOURS';
}

/** Whether the appointment would lie in hours, and only starts where none does. */
function isBetweenStarts({ rules }: TherapistDiary, kind: AppointmentKind, at: EpochMs): boolean {
  const zone = zoneOffsets(rules.timeZone);
  const { lengthMinutes } = rules.kinds[kind];
  // Seconds are between starts too.
  const minute = Math.floor(at / 60_000) * 60_000;
  return slotStarts(rules, { lengthMinutes, stepMinutes: 1 }, zone)(zone.dayOf(minute)).includes(minute);
}
