import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf, type Marks } from '../../../../subgraphs/bookings/alliance/alliance.rules.ts';

const marks = (safe: number, goals = safe, tasks = safe): Marks => ({ safe, goals, tasks });

describe('the alliance', () => {
  it('is first, and high marks are nothing to worry about', () => {
    expect(standingOf([marks(9)])).toEqual({ trend: 'FIRST', isLow: false, needsAttention: false });
  });

  it('is low when the marks are under 7 on average, or one of them is under 5', () => {
    expect(standingOf([marks(7)]).isLow).toBe(false);
    expect(standingOf([marks(7, 7, 6)])).toEqual({ trend: 'FIRST', isLow: true, needsAttention: true });
    expect(standingOf([marks(10, 10, 5)]).isLow).toBe(false);
    expect(standingOf([marks(10, 10, 4)]).isLow).toBe(true);
  });

  it('falls when the marks lose a point on average against up to three appointments before', () => {
    expect(standingOf([marks(9), marks(9), marks(9), marks(8)])).toEqual({
      trend: 'FALLING',
      isLow: false,
      needsAttention: true,
    });
    expect(standingOf([marks(9), marks(8, 8, 9)]).trend).toBe('STEADY');
    // The 10s are four appointments ago.
    expect(standingOf([marks(10), marks(8), marks(8), marks(8), marks(8)]).trend).toBe('STEADY');
  });

  it('does not fall from full marks to nearly full ones', () => {
    expect(standingOf([marks(10), marks(9)])).toEqual({
      trend: 'STEADY',
      isLow: false,
      needsAttention: false,
    });
  });

  it('rises when the marks gain a point, and may be low still', () => {
    expect(standingOf([marks(4), marks(6)])).toEqual({ trend: 'RISING', isLow: true, needsAttention: true });
  });

  it('is what the latest four marks make it, whatever came before', () => {
    const any = fc.record({
      safe: fc.integer({ min: 0, max: 10 }),
      goals: fc.integer({ min: 0, max: 10 }),
      tasks: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 4, maxLength: 4 }), fc.array(any), (latest, before) => {
        expect(standingOf([...before, ...latest])).toEqual(standingOf(latest));
      }),
    );
  });
});
