import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  dayNumber,
  firstInstant,
  weekdayOf,
  zoneOffsets,
} from '../../../../subgraphs/bookings/slot/zone-offsets.ts';

const HOUR = 3_600_000;

describe('a zone’s clock', () => {
  test.each([
    'Australia/Sydney',
    'Australia/Adelaide',
    'Australia/Brisbane',
    'Australia/Perth',
    'Australia/Lord_Howe',
    'Australia/Eucla',
    'Europe/London',
    'America/New_York',
    'America/St_Johns',
    'Africa/Casablanca',
    'UTC',
  ])('shows in %s every three hours of four years what Temporal says', (timeZone) => {
    const zone = zoneOffsets(timeZone);
    const until = Date.parse('2030-01-01T00:00Z');
    for (let instant = Date.parse('2026-01-01T00:00Z'); instant < until; instant += 3 * HOUR) {
      const shown = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
      const day = zone.dayOf(instant);
      expect(day).toBe(dayNumber(shown.toPlainDate().toString()));
      const part = zone.stretchesOn(day).find(({ from, until }) => from <= instant && instant < until);
      expect(part?.offset).toBe(shown.offsetNanoseconds / 1_000_000);
    }
  });

  test('changes at the very instant', () => {
    const zone = zoneOffsets('Australia/Sydney');
    const change = Date.parse('2026-10-04T02:00+10:00');
    expect(zone.stretchesOn(dayNumber('2026-10-04'))).toEqual([
      { from: Date.parse('2026-10-04T00:00+10:00'), until: change, offset: 10 * HOUR },
      { from: change, until: Date.parse('2026-10-05T00:00+11:00'), offset: 11 * HOUR },
    ]);
  });

  test('knows offsets west of Greenwich and with odd seconds', () => {
    expect(zoneOffsets('America/New_York').stretchesOn(dayNumber('2026-07-01'))[0]?.offset).toBe(-4 * HOUR);
    // Local mean time, before the railways.
    const then = zoneOffsets('America/New_York').stretchesOn(dayNumber('1850-01-01'))[0]?.offset;
    expect(then).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
  });

  test('has no part of a day that a zone left out', () => {
    // Samoa crossed the date line and had no 30 December 2011.
    expect(zoneOffsets('Pacific/Apia').stretchesOn(dayNumber('2011-12-30'))).toEqual([]);
  });

  test('answers alike after more dates and zones than it remembers', () => {
    const zone = zoneOffsets('Australia/Hobart');
    const before = zone.stretchesOn(dayNumber('2026-10-04'));
    for (let year = 2030; year < 2060; year++) zone.stretchesOn(dayNumber(`${year}-01-01`));
    for (const other of Intl.supportedValuesOf('timeZone').slice(0, 100)) zoneOffsets(other);
    expect(zone.stretchesOn(dayNumber('2026-10-04'))).toEqual(before);
    expect(zoneOffsets('Australia/Hobart').stretchesOn(dayNumber('2026-10-04'))).toEqual(before);
  });

  test('refuses a zone that does not exist', () => {
    expect(() => zoneOffsets('Australia/Atlantis')).toThrow(RangeError);
  });
});

describe('a minute on the clock', () => {
  const zone = zoneOffsets('Australia/Sydney');
  const at = (date: string, minute: number) =>
    firstInstant(zone.stretchesOn(dayNumber(date)), dayNumber(date), minute);

  test('is one instant on most days', () => {
    expect(at('2026-10-03', 150)).toBe(Date.parse('2026-10-03T02:30+10:00'));
  });

  test('is none when the clock skips it', () => {
    expect(at('2026-10-04', 119)).toBe(Date.parse('2026-10-04T01:59+10:00'));
    expect(at('2026-10-04', 120)).toBeNull();
    expect(at('2026-10-04', 179)).toBeNull();
    expect(at('2026-10-04', 180)).toBe(Date.parse('2026-10-04T03:00+11:00'));
  });

  test('is the earlier of two when the clock repeats it', () => {
    expect(at('2027-04-04', 150)).toBe(Date.parse('2027-04-04T02:30+11:00'));
    expect(at('2027-04-04', 180)).toBe(Date.parse('2027-04-04T03:00+10:00'));
  });
});

describe('a date', () => {
  test('has its weekday, before 1970 too', () => {
    expect(weekdayOf(dayNumber('2026-10-04'))).toBe(7);
    expect(weekdayOf(dayNumber('2026-10-05'))).toBe(1);
    expect(weekdayOf(dayNumber('1969-12-31'))).toBe(3);
  });

  test.each(['', '2026-13-01', '2026-1-1', '2026-10-04T00:00Z', 'tomorrow'])('is not "%s"', (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });
});
