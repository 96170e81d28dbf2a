import { DAY_MS, MINUTE_MS } from '../../slot/zone-offsets.ts';
import type { Period } from '../../slot/slot.rules.ts';

/** How often a calendar that answers is looked at. */
export const refreshMinutes = 15;

/** A calendar that does not answer is asked less and less often, at the least this often. */
const mostMinutes = 6 * 60;

/** For so long a worker has a calendar to itself; then another may take it up, since the first may be dead. */
export const leaseSeconds = 45;

/** Days beyond the therapist's horizon that busy times are kept for: until they run short, an unchanged calendar needs no reading. */
const spareDays = 8;
const leastSpareDays = 4;

/** When to look at the calendar next, after so many failures in a row. */
export function nextLook(now: Date, failures: number): Date {
  const minutes = Math.min(refreshMinutes * 2 ** failures, mostMinutes);
  return new Date(now.getTime() + minutes * MINUTE_MS);
}

/** The time for which busy times are read: from a day ago, so that what is under way counts. */
export function importWindow(now: Date, horizonDays: number): Period {
  return { from: now.getTime() - DAY_MS, until: now.getTime() + (horizonDays + spareDays) * DAY_MS };
}

/** Whether what was last read still serves if the calendar has not changed since. */
export function stillServes(
  known: { timeZone: string | null; knownUntil: Date | null },
  timeZone: string,
  horizonDays: number,
  now: Date,
): boolean {
  if (known.knownUntil === null || known.timeZone !== timeZone) return false;
  return known.knownUntil.getTime() >= now.getTime() + (horizonDays + leastSpareDays) * DAY_MS;
}
