import type { EpochMs, LocalDate } from './slot.rules.ts';

/** Days since 1970-01-01, counted on some zone's own calendar. */
export type DayNumber = number;

/** A time during which a zone's clock does not change: local time is the instant plus `offset` (milliseconds). */
export interface Stretch {
  from: EpochMs;
  until: EpochMs;
  offset: number;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const CHUNK_DAYS = 128;
/** No zone is a day off UTC, so a chunk with this margin knows the whole of each of its local days. */
const MARGIN_DAYS = 2;
/** Both bound the memory that requests for odd zones or far-off dates can take; the oldest entry goes first. */
const MAX_CHUNKS = 24;
const MAX_ZONES = 64;

/**
 * When the clock of one zone changes, asked of Intl once for each 128 days and remembered: the slot engine is on the
 * hot path of every page, and a calendar library for each slot would cost a hundred times the rest.
 */
export class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat;
  private readonly chunks = new Map<number, readonly Stretch[]>();

  /** @throws RangeError when the time zone is unknown. */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** The local date on which an instant falls. */
  dayOf(instant: EpochMs): DayNumber {
    for (const stretch of this.chunkOf(Math.floor(instant / DAY_MS))) {
      if (instant < stretch.until) return Math.floor((instant + stretch.offset) / DAY_MS);
    }
    throw new RangeError(`No such instant: ${instant}`);
  }

  /** The parts of a local day in the order in which they happen: one, but where the clock changes during the day. */
  stretchesOn(day: DayNumber): Stretch[] {
    const parts: Stretch[] = [];
    for (const { from, until, offset } of this.chunkOf(day)) {
      const start = Math.max(from, day * DAY_MS - offset);
      const end = Math.min(until, (day + 1) * DAY_MS - offset);
      if (start < end) parts.push({ from: start, until: end, offset });
    }
    return parts;
  }

  private chunkOf(day: DayNumber): readonly Stretch[] {
    const chunk = Math.floor(day / CHUNK_DAYS);
    return (
      this.chunks.get(chunk) ??
      remember(this.chunks, MAX_CHUNKS, chunk, this.explore(chunk * CHUNK_DAYS, CHUNK_DAYS))
    );
  }

  /** One look a day finds every change, since no zone changes its clock twice within a day. */
  private explore(firstDay: DayNumber, days: number): Stretch[] {
    const end = (firstDay + days + MARGIN_DAYS) * DAY_MS;
    let from = (firstDay - MARGIN_DAYS) * DAY_MS;
    let offset = this.askOffset(from);
    const stretches: Stretch[] = [];
    for (let instant = from + DAY_MS; instant <= end; instant += DAY_MS) {
      const next = this.askOffset(instant);
      if (next === offset) continue;
      const change = this.firstChange(instant - DAY_MS, instant, offset);
      stretches.push({ from, until: change, offset });
      from = change;
      offset = next;
    }
    stretches.push({ from, until: end, offset });
    return stretches;
  }

  private firstChange(before: EpochMs, after: EpochMs, offset: number): EpochMs {
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.askOffset(middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }

  private askOffset(instant: EpochMs): number {
    // "10/4/2026, GMT+10:30"; UTC itself is a bare "GMT", and zones before standard time have seconds.
    const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(this.format.format(instant));
    if (!match) throw new Error('Intl gave an offset of a form we do not know');
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
    const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -size : size;
  }
}

const zones = new Map<string, ZoneOffsets>();

/**
 * The clock of an IANA zone, shared by all who ask.
 * @throws RangeError when the time zone is unknown.
 */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  return zones.get(timeZone) ?? remember(zones, MAX_ZONES, timeZone, new ZoneOffsets(timeZone));
}

/** The earliest instant at which the clock shows this minute of that day; null when it skips it. */
export function firstInstant(dayParts: readonly Stretch[], day: DayNumber, minute: number): EpochMs | null {
  const local = day * DAY_MS + minute * MINUTE_MS;
  for (const { from, until, offset } of dayParts) {
    const instant = local - offset;
    if (instant >= from && instant < until) return instant;
  }
  return null;
}

/** @throws RangeError when the text is no date of the form YYYY-MM-DD. */
export function dayNumber(date: LocalDate): DayNumber {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) / DAY_MS : NaN;
  if (Number.isNaN(day)) throw new RangeError(`Not a date: ${date}`);
  return day;
}

/** ISO weekday of a local date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function remember<K, V>(cache: Map<K, V>, most: number, key: K, value: V): V {
  if (cache.size >= most) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  cache.set(key, value);
  return value;
}
