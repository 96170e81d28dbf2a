import { describe, expect, it } from 'vitest';
import { collisionOf } from '../../../../subgraphs/bookings/availability/collisions.rules.ts';

const hours = (weekday: number, start: number, end: number) => ({
  weekday,
  startMinute: start * 60,
  endMinute: end * 60,
  effectiveFrom: null,
  effectiveUntil: null,
});

/** Mondays 9 to 12 in Sydney, 11 hours ahead of UTC after 4 October 2026. */
const rules = { timeZone: 'Australia/Sydney', weeklyHours: [hours(1, 9, 12)], overrides: [], timeOff: [] };

const period = (from: string, until: string) => ({ from: Date.parse(from), until: Date.parse(until) });

describe('an appointment that is booked', () => {
  const nine = period('2026-10-04T22:00Z', '2026-10-04T22:50Z');

  it('stands in hours, wherever on the grid it starts', () => {
    expect(collisionOf(rules, [], nine)).toBeNull();
    expect(collisionOf(rules, [], period('2026-10-04T22:07Z', '2026-10-04T22:57Z'))).toBeNull();
  });

  it('lies outside the hours when it reaches over their end, or its date has others', () => {
    expect(collisionOf(rules, [], period('2026-10-05T00:30Z', '2026-10-05T01:20Z'))).toBe('OUTSIDE_HOURS');
    const closed = { ...rules, overrides: [{ date: '2026-10-05', ranges: [] }] };
    expect(collisionOf(closed, [], nine)).toBe('OUTSIDE_HOURS');
  });

  it('collides with time off and busy times that overlap it, not with those that touch', () => {
    const before = period('2026-10-04T20:00Z', '2026-10-04T22:00Z');
    const over = period('2026-10-04T20:00Z', '2026-10-04T22:01Z');
    expect(collisionOf({ ...rules, timeOff: [before] }, [before], nine)).toBeNull();
    expect(collisionOf({ ...rules, timeOff: [over] }, [], nine)).toBe('TIME_OFF');
    expect(collisionOf(rules, [over], nine)).toBe('BUSY');
  });
});
