import { DAY_MS, MINUTE_MS, zoneOffsets, type Stretch } from '../../slot/zone-offsets.ts';
import type { EpochMs } from '../../slot/slot.rules.ts';
import { localDay, type LocalMs } from './moment.ts';

/** The clock of one zone, as calendars need it: from wall-clock time to instants and back. */
export interface ZoneClock {
  instantOf(local: LocalMs): EpochMs;
  localOf(instant: EpochMs): LocalMs;
}

export const utcClock: ZoneClock = { instantOf: (local) => local, localOf: (instant) => instant };

/** The clock of an IANA zone; null when there is no such zone. */
export function ianaClock(timeZone: string): ZoneClock | null {
  // Intl also takes bare offsets, which name no place and know no daylight saving.
  if (!/^[A-Za-z]/.test(timeZone)) return null;
  let zone: ReturnType<typeof zoneOffsets>;
  try {
    zone = zoneOffsets(timeZone);
  } catch {
    return null;
  }
  return {
    instantOf(local) {
      const day = localDay(local);
      return instantAmong(
        [day - 1, day, day + 1].flatMap((near) => zone.stretchesOn(near)),
        local,
      );
    },
    localOf(instant) {
      const parts = zone.stretchesOn(zone.dayOf(instant));
      const now = parts.find(({ from, until }) => from <= instant && instant < until) ?? parts[0];
      return instant + (now?.offset ?? 0);
    },
  };
}

/** The clock that a list of changes makes: `offset` before the first, and each one's own from its instant on. */
export function clockOfChanges(
  offset: number,
  changes: readonly { at: EpochMs; offset: number }[],
): ZoneClock {
  const stretches: Stretch[] = [];
  let last: Stretch = { from: -Infinity, until: Infinity, offset };
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    if (change.offset === last.offset) continue;
    stretches.push({ ...last, until: change.at });
    last = { from: change.at, until: Infinity, offset: change.offset };
  }
  stretches.push(last);
  const from = (instant: EpochMs) => firstAfter(stretches, instant);
  return {
    instantOf(local) {
      // No zone is a day off UTC.
      const first = from(local - DAY_MS);
      let end = first;
      while (end < stretches.length && stretches[end]!.from <= local + DAY_MS) end++;
      return instantAmong(stretches.slice(first, end), local);
    },
    localOf: (instant) => instant + stretches[from(instant)]!.offset,
  };
}

/** The first stretch that has not ended at the instant. They follow upon each other, the last one without end. */
function firstAfter(stretches: readonly Stretch[], instant: EpochMs): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.until > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The instant at which the clock shows a time. A time that repeats is its first; one that is skipped is read by the offset
 * before the gap (RFC 5545, section 3.3.5).
 */
function instantAmong(stretches: readonly Stretch[], local: LocalMs): EpochMs {
  let before = stretches[0]?.offset ?? 0;
  for (const { from, until, offset } of stretches) {
    const instant = local - offset;
    if (instant < from) break;
    if (instant < until) return instant;
    before = offset;
  }
  return local - before;
}

/** Milliseconds that `+1030`, `-05:00` or `+053000` are ahead of UTC; null for anything else. */
export function parseUtcOffset(text: string): number | null {
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign, hours, minutes, seconds = '0'] = match;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
  if (size >= DAY_MS) return null;
  return sign === '-' ? -size : size;
}
