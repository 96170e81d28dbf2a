import { describe, expect, it } from 'vitest';
import { judgeRanges, judgeWeeklyHours } from '../../../../subgraphs/bookings/availability/hours.rules.ts';
import { formatClock, parseClock } from '../../../../subgraphs/bookings/availability/local-clock.rules.ts';

const monday = { weekday: 1, effectiveFrom: null, effectiveUntil: null };

describe('weekly hours', () => {
  it('take ranges that touch, and the same hours on other days or other dates', () => {
    expect(
      judgeWeeklyHours([
        { ...monday, startMinute: 540, endMinute: 720 },
        { ...monday, startMinute: 720, endMinute: 1440 },
        { ...monday, weekday: 2, startMinute: 540, endMinute: 720 },
        { ...monday, weekday: 3, startMinute: 540, endMinute: 720, effectiveUntil: '2026-10-31' },
        { ...monday, weekday: 3, startMinute: 600, endMinute: 720, effectiveFrom: '2026-11-01' },
      ]),
    ).toBeNull();
  });

  it('name the first range that is wrong, and the one it overlaps', () => {
    const good = { ...monday, startMinute: 540, endMinute: 720 };
    expect(judgeWeeklyHours([good, { ...monday, startMinute: 900, endMinute: 900 }])).toEqual({
      index: 1,
      fault: 'ENDS_BEFORE_START',
    });
    expect(
      judgeWeeklyHours([{ ...good, weekday: 2 }, good, { ...good, startMinute: 719, endMinute: 800 }]),
    ).toEqual({
      index: 2,
      fault: 'OVERLAPS',
      other: 1,
    });
    const reversed = { ...good, effectiveFrom: '2026-10-02', effectiveUntil: '2026-10-01' };
    expect(judgeWeeklyHours([reversed])).toEqual({ index: 0, fault: 'DATES_REVERSED' });
  });

  it('overlap on the one date that both hold on', () => {
    const until = { ...monday, startMinute: 540, endMinute: 720, effectiveUntil: '2026-10-05' };
    const from = { ...monday, startMinute: 600, endMinute: 660, effectiveFrom: '2026-10-05' };
    expect(judgeWeeklyHours([until, from])).toMatchObject({ index: 1, fault: 'OVERLAPS' });
  });
});

it('ranges of one date must not overlap', () => {
  expect(
    judgeRanges([
      { startMinute: 0, endMinute: 60 },
      { startMinute: 30, endMinute: 90 },
    ]),
  ).toMatchObject({
    index: 1,
    other: 0,
  });
  expect(judgeRanges([])).toBeNull();
});

it('reads times of a 24-hour clock, and nothing that is none', () => {
  expect(['00:00', '09:05', '23:59', '24:00'].map(parseClock)).toEqual([0, 545, 1439, 1440]);
  expect(['24:01', '9:00', '09:60', '25:00', '09:00:00', ''].map(parseClock)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect([0, 545, 1440].map(formatClock)).toEqual(['00:00', '09:05', '24:00']);
});
