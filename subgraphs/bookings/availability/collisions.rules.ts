import { slotStarts } from '../slot/slot-hours.rules.ts';
import type { Period, SlotRules } from '../slot/slot.rules.ts';
import { MINUTE_MS, zoneOffsets } from '../slot/zone-offsets.ts';

/** What stands in the way of an appointment that has been booked. */
export type Collision = 'OUTSIDE_HOURS' | 'TIME_OFF' | 'BUSY';

/** What of a therapist's rules says when they mean to be there. */
export type WorkingTime = Pick<SlotRules, 'timeZone' | 'weeklyHours' | 'overrides' | 'timeOff'>;

/** Whether an appointment lies wholly in the hours, wherever on their grid it starts. */
export function liesInHours(rules: WorkingTime, { from, until }: Period): boolean {
  const zone = zoneOffsets(rules.timeZone);
  const lengthMinutes = Math.ceil((until - from) / MINUTE_MS);
  return slotStarts(rules, { lengthMinutes, stepMinutes: 1 }, zone)(zone.dayOf(from)).includes(from);
}

/** Why a time that is booked would no longer be offered; null when the therapist is there for it. */
export function collisionOf(
  rules: WorkingTime,
  imported: readonly Period[],
  appointment: Period,
): Collision | null {
  if (!liesInHours(rules, appointment)) return 'OUTSIDE_HOURS';
  if (rules.timeOff.some((off) => meet(off, appointment))) return 'TIME_OFF';
  return imported.some((busy) => meet(busy, appointment)) ? 'BUSY' : null;
}

function meet(a: Period, b: Period): boolean {
  return a.from < b.until && b.from < a.until;
}
