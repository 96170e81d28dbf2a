import { DAY_MS } from '../../slot/zone-offsets.ts';

/** Wall-clock time of some zone, written as milliseconds since 1970-01-01T00:00 on that clock. */
export type LocalMs = number;

/** A date or a date with a time as a calendar writes it, before any zone has been thought of. */
export interface Moment {
  local: LocalMs;
  /** A whole day: `local` is its midnight. */
  isDate: boolean;
  isUtc: boolean;
}

/** A length in whole days on the calendar and in exact time beside them (RFC 5545, section 3.3.6). */
export interface Duration {
  days: number;
  ms: number;
}

/** `20261005`, `20261005T090000` or `20261005T090000Z`; null for anything else, dates that no calendar has included. */
export function parseMoment(text: string): Moment | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/i.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  // Date reads years of two digits as another century's. A leap second is written :60.
  if (year < 100 || hour > 23 || minute > 59 || second > 60) return null;
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000;
  return { local, isDate: match[4] === undefined, isUtc: match[7] !== undefined };
}

/** `PT50M`, `P1D`, `P1W`, `-PT15M`; null for anything else. */
export function parseDuration(text: string): Duration | null {
  const match =
    /^([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i.exec(
      text.trim(),
    );
  if (match === null) return null;
  const sign = match[1] === '-' ? -1 : 1;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { days: sign * (weeks * 7 + days), ms: sign * ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}

/** Days since 1970-01-01 of the date on which a wall-clock time falls. */
export function localDay(local: LocalMs): number {
  return Math.floor(local / DAY_MS);
}
