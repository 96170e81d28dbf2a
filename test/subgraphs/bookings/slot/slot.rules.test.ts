import { describe, expect, test } from 'vitest';
import {
  busyPeriod,
  nearestOpenSlots,
  nextOpenSlot,
  openSlots,
  slotVerdict,
  type SlotRules,
} from '../../../../subgraphs/bookings/slot/slot.rules.ts';
import {
  booked,
  buffers,
  day,
  HOUR,
  instants,
  MINUTE,
  NOBODY,
  NOW,
  open,
  starts,
  sydney,
  TUESDAY,
} from './slot.builders.ts';

describe('notice, horizon and window', () => {
  const rules = open({ hours: '00:00-24:00', length: 50, step: 30 });

  test('a slot starts no sooner than the notice after now', () => {
    const now = sydney('2026-06-02T09:00');
    const first = nextOpenSlot({ ...rules, minimumNoticeMinutes: 120 }, NOBODY, 'SESSION', now);
    expect(first?.startsAt).toBe(sydney('2026-06-02T11:00'));
    const later = nextOpenSlot({ ...rules, minimumNoticeMinutes: 120 }, NOBODY, 'SESSION', now + 1);
    expect(later?.startsAt).toBe(sydney('2026-06-02T11:30'));
  });

  test('without notice the past is still closed', () => {
    const noNotice = { ...rules, minimumNoticeMinutes: 0 };
    const now = sydney('2026-06-02T09:10');
    expect(instants(openSlots(noNotice, NOBODY, 'SESSION', TUESDAY, now))[0]).toBe(
      sydney('2026-06-02T09:30'),
    );
  });

  test('a slot starts before the horizon, counted in days of 24 hours', () => {
    const near = { ...rules, horizonDays: 2 };
    const all = instants(openSlots(near, NOBODY, 'SESSION', { from: NOW, until: Infinity }, NOW));
    expect(all.at(-1)).toBe(sydney('2026-06-02T23:30'));
    const minuteLater = instants(
      openSlots(near, NOBODY, 'SESSION', { from: NOW, until: Infinity }, NOW + MINUTE),
    );
    expect(minuteLater.at(-1)).toBe(sydney('2026-06-03T00:00'));
  });

  test('the window holds starts: its beginning belongs to it, its end does not', () => {
    const window = { from: sydney('2026-06-02T09:00'), until: sydney('2026-06-02T10:00') };
    expect(starts(rules, window)).toEqual(['09:00', '09:30']);
  });

  test('an empty or inverted window has no slots', () => {
    expect(starts(rules, { from: TUESDAY.from, until: TUESDAY.from })).toEqual([]);
    expect(starts(rules, { from: TUESDAY.until, until: TUESDAY.from })).toEqual([]);
  });

  test('a limit of nothing gives nothing', () => {
    expect(openSlots(rules, NOBODY, 'SESSION', TUESDAY, NOW, { limit: 0 })).toEqual([]);
  });
});

describe('what fills the calendar', () => {
  test('time off and imported busy times close what they overlap, without buffers', () => {
    const rules = { ...open({ hours: '09:00-13:00', length: 60, step: 60 }), ...buffers(30, 30) };
    const period = { from: sydney('2026-06-02T10:00'), until: sydney('2026-06-02T11:01') };
    expect(starts({ ...rules, timeOff: [period] }, TUESDAY)).toEqual(['09:00', '12:00']);
    expect(starts(rules, TUESDAY, { ...NOBODY, imported: [period] })).toEqual(['09:00', '12:00']);
  });

  test('a booking closes what it overlaps, and nothing that touches it', () => {
    const rules = open({ hours: '09:00-13:00', length: 60, step: 60 });
    expect(starts(rules, TUESDAY, booked('10:00', 60))).toEqual(['09:00', '11:00', '12:00']);
  });

  test('a slot keeps its own buffers to a booking on either side', () => {
    const rules = open({ hours: '09:00-14:00', length: 60, step: 60 });
    const noon = booked('11:00', 60);
    expect(starts({ ...rules, ...buffers(0, 1) }, TUESDAY, noon)).toEqual(['09:00', '12:00', '13:00']);
    expect(starts({ ...rules, ...buffers(1, 0) }, TUESDAY, noon)).toEqual(['09:00', '10:00', '13:00']);
  });

  test('a booking keeps the buffers it was booked with', () => {
    const rules = open({ hours: '09:00-14:00', length: 60, step: 60 });
    expect(starts(rules, TUESDAY, booked('11:00', 60, 10, 0))).toEqual(['09:00', '12:00', '13:00']);
    expect(starts(rules, TUESDAY, booked('11:00', 60, 0, 10))).toEqual(['09:00', '10:00', '13:00']);
  });

  test('both sides’ buffers add up, as the exclusion constraint over buffered ranges has it', () => {
    const rules = { ...open({ hours: '08:00-10:00', length: 30, step: 10 }), ...buffers(0, 20) };
    // Blocked from 09:30: thirty minutes and twenty after must end by then.
    expect(starts(rules, TUESDAY, booked('09:40', 80, 10, 0)).at(-1)).toBe('08:40');
  });

  test('buffers need not lie in hours', () => {
    const rules = { ...open({ hours: '09:00-10:00', length: 60, step: 60 }), ...buffers(30, 30) };
    expect(starts(rules, TUESDAY)).toEqual(['09:00']);
  });

  test('an empty range closes nothing, as in the database', () => {
    const rules = { ...open({ hours: '09:00-10:00', length: 60, step: 60 }), ...buffers(10, 10) };
    const moment = sydney('2026-06-02T09:30');
    const empty = { from: moment, until: moment };
    const busy = {
      bookings: [{ startsAt: moment, blockedFrom: moment, blockedUntil: moment }],
      imported: [empty],
    };
    expect(starts({ ...rules, timeOff: [empty] }, TUESDAY, busy)).toEqual(['09:00']);
  });

  test('a day with as many bookings as the limit is full, other days are not', () => {
    const rules = { ...open({ hours: '09:00-12:00', length: 60, step: 60 }), dailyLimit: 2 };
    const one = booked('07:00', 50);
    const two = { ...one, bookings: [...one.bookings, ...booked('19:00', 50).bookings] };
    expect(starts(rules, TUESDAY, one)).toEqual(['09:00', '10:00', '11:00']);
    expect(starts(rules, TUESDAY, two)).toEqual([]);
    expect(starts(rules, day('2026-06-03'), two)).toEqual(['09:00', '10:00', '11:00']);
  });

  test('a booking counts on the local day on which it starts', () => {
    const rules = { ...open({ hours: '09:00-10:00', length: 60, step: 60 }), dailyLimit: 1 };
    expect(starts(rules, TUESDAY, booked('00:00', 50))).toEqual([]);
    expect(starts(rules, day('2026-06-01'), booked('00:00', 50))).toEqual(['09:00']);
    expect(starts(rules, TUESDAY, booked('23:59', 50))).toEqual([]);
    expect(starts(rules, day('2026-06-03'), booked('23:59', 50))).toEqual(['09:00']);
  });

  test('a limit of 0 closes every day', () => {
    expect(
      starts({ ...open({ hours: '09:00-10:00', length: 60, step: 60 }), dailyLimit: 0 }, TUESDAY),
    ).toEqual([]);
  });
});

describe('the verdict on one start', () => {
  const rules = { ...open({ hours: '09:00-12:00', length: 60, step: 60 }), minimumNoticeMinutes: 120 };
  const verdict = (local: string, busy = NOBODY, given: SlotRules = rules, now = NOW) =>
    slotVerdict(given, busy, 'SESSION', sydney(local), now);

  test('OPEN for a slot of the list', () => {
    expect(verdict('2026-06-02T09:00')).toBe('OPEN');
  });

  test('OUTSIDE_HOURS outside hours and off the grid', () => {
    expect(verdict('2026-06-02T13:00')).toBe('OUTSIDE_HOURS');
    expect(verdict('2026-06-02T09:10')).toBe('OUTSIDE_HOURS');
  });

  test('TOO_SOON within the notice and for the past', () => {
    expect(verdict('2026-06-02T09:00', NOBODY, rules, sydney('2026-06-02T07:00'))).toBe('OPEN');
    expect(verdict('2026-06-02T09:00', NOBODY, rules, sydney('2026-06-02T07:01'))).toBe('TOO_SOON');
    expect(verdict('2026-05-02T09:00')).toBe('TOO_SOON');
  });

  test('BEYOND_HORIZON from the horizon on', () => {
    const near = { ...rules, horizonDays: 1 };
    expect(verdict('2026-06-02T09:00', NOBODY, near, sydney('2026-06-01T09:00'))).toBe('BEYOND_HORIZON');
    expect(verdict('2026-06-02T09:00', NOBODY, near, sydney('2026-06-01T09:01'))).toBe('OPEN');
  });

  test('NOT_AVAILABLE for what is booked, off, busy or over the limit, without saying which', () => {
    const period = { from: sydney('2026-06-02T09:30'), until: sydney('2026-06-02T09:40') };
    expect(verdict('2026-06-02T09:00', booked('09:30', 10))).toBe('NOT_AVAILABLE');
    expect(verdict('2026-06-02T09:00', NOBODY, { ...rules, timeOff: [period] })).toBe('NOT_AVAILABLE');
    expect(verdict('2026-06-02T09:00', { ...NOBODY, imported: [period] })).toBe('NOT_AVAILABLE');
    expect(verdict('2026-06-02T09:00', booked('19:00', 50), { ...rules, dailyLimit: 1 })).toBe(
      'NOT_AVAILABLE',
    );
  });

  test('a start that is no time at all is refused, not thrown at', () => {
    expect(slotVerdict(rules, NOBODY, 'SESSION', NaN, NOW)).toBe('TOO_SOON');
    expect(slotVerdict(rules, NOBODY, 'SESSION', Infinity, NOW)).toBe('BEYOND_HORIZON');
  });
});

describe('the nearest and the next', () => {
  const rules = open({ hours: '09:00-13:00', length: 60, step: 60 });

  test('alternatives to a taken slot come nearest first, the earlier of two as near first', () => {
    const around = sydney('2026-06-02T11:00');
    const found = nearestOpenSlots(rules, booked('11:00', 60), 'SESSION', around, NOW, 3);
    expect(instants(found)).toEqual([
      sydney('2026-06-02T10:00'),
      sydney('2026-06-02T12:00'),
      sydney('2026-06-02T09:00'),
    ]);
  });

  test('alternatives are found however far away they are', () => {
    const away = { ...rules, timeOff: [{ from: NOW, until: sydney('2026-07-20T00:00') }] };
    const found = nearestOpenSlots(away, NOBODY, 'SESSION', sydney('2026-06-02T11:00'), NOW, 1);
    expect(instants(found)).toEqual([sydney('2026-07-20T09:00')]);
  });

  test('alternatives to a start beyond the horizon are the last ones before it', () => {
    const near = { ...rules, horizonDays: 2 };
    const found = nearestOpenSlots(near, NOBODY, 'SESSION', sydney('2030-01-01T00:00'), NOW, 2);
    expect(instants(found)).toEqual([sydney('2026-06-02T12:00'), sydney('2026-06-02T11:00')]);
  });

  test('there may be no alternative and no next slot at all', () => {
    const closed = { ...rules, timeOff: [{ from: -Infinity, until: Infinity }] };
    expect(nearestOpenSlots(closed, NOBODY, 'SESSION', NOW, NOW, 3)).toEqual([]);
    expect(nextOpenSlot(closed, NOBODY, 'SESSION', NOW)).toBeNull();
  });
});

describe('the busy period', () => {
  test('spans the bookable part of the window with room for buffers and whole local days', () => {
    const rules = { ...open({ hours: '09:00-13:00', length: 60, step: 60 }), ...buffers(5, 10) };
    expect(busyPeriod(rules, 'SESSION', { from: TUESDAY.from, until: TUESDAY.until }, NOW)).toEqual({
      from: TUESDAY.from - 48 * HOUR - 5 * MINUTE,
      until: TUESDAY.until + 48 * HOUR + 70 * MINUTE,
    });
  });

  test('is finite for an endless window, and never inverted', () => {
    const rules = open({ hours: '09:00-13:00', length: 60, step: 60 });
    const endless = busyPeriod(rules, 'SESSION', { from: -Infinity, until: Infinity }, NOW);
    expect([Number.isFinite(endless.from), Number.isFinite(endless.until)]).toEqual([true, true]);
    const past = busyPeriod(rules, 'SESSION', { from: 0, until: 1 }, NOW);
    expect(past.until).toBeGreaterThanOrEqual(past.from);
  });
});

describe('rules that cannot hold', () => {
  const rules = open({ hours: '09:00-13:00', length: 60, step: 60 });

  test.each([0, -5, 7.5, NaN])('a step of %s minutes is refused', (stepMinutes) => {
    const broken = { ...rules, kinds: { ...rules.kinds, SESSION: { lengthMinutes: 50, stepMinutes } } };
    expect(() => openSlots(broken, NOBODY, 'SESSION', TUESDAY, NOW)).toThrow(RangeError);
  });

  test('a length of no minutes is refused', () => {
    const broken = { ...rules, kinds: { ...rules.kinds, SESSION: { lengthMinutes: 0, stepMinutes: 10 } } };
    expect(() => openSlots(broken, NOBODY, 'SESSION', TUESDAY, NOW)).toThrow(RangeError);
  });

  test('an unknown zone and a malformed date are refused', () => {
    const lost = { ...rules, timeZone: 'Australia/Atlantis' };
    expect(() => openSlots(lost, NOBODY, 'SESSION', TUESDAY, NOW)).toThrow(RangeError);
    const undated = { ...rules, overrides: [{ date: '2 June', ranges: [] }] };
    expect(() => openSlots(undated, NOBODY, 'SESSION', TUESDAY, NOW)).toThrow(RangeError);
  });
});
