import { expect, it } from 'vitest';
import { localDay, requireFees } from '../../../../subgraphs/therapists/fees/set-fees.rules.ts';

const today = '2026-11-23';

it('reads the day off the clock of the zone', () => {
  const instant = new Date('2026-06-30T14:30:00Z');
  expect(localDay(instant, 'Australia/Sydney')).toBe('2026-07-01');
  expect(localDay(instant, 'Australia/Perth')).toBe('2026-06-30');
});

it('puts fees in the order of their days', () => {
  const later = { cents: 2, effectiveFrom: '2027-07-01' };
  const sooner = { cents: 1, effectiveFrom: today };
  expect(requireFees([later, sooner], today)).toEqual([sooner, later]);
});

it.each([
  ['a negative fee', [{ cents: -1, effectiveFrom: today }], 'fees.0.cents'],
  ['a fee above what the database takes', [{ cents: 1_000_001, effectiveFrom: today }], 'fees.0.cents'],
  ['a day that has been', [{ cents: 1, effectiveFrom: '2026-11-22' }], 'fees.0.effectiveFrom'],
  ['a day too far ahead', [{ cents: 1, effectiveFrom: '2028-11-24' }], 'fees.0.effectiveFrom'],
  ['a day named twice', [1, 2].map((cents) => ({ cents, effectiveFrom: today })), 'fees'],
  [
    'too many',
    Array.from({ length: 11 }, (_, day) => ({ cents: 1, effectiveFrom: `2027-01-${10 + day}` })),
    'fees',
  ],
])('refuses %s', (_, fees, field) => {
  expect(() => requireFees(fees, today)).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field } }),
  );
});

it('takes the edges of what is allowed', () => {
  const fees = [
    { cents: 0, effectiveFrom: today },
    { cents: 1_000_000, effectiveFrom: '2028-11-23' },
  ];
  expect(requireFees(fees, today)).toEqual(fees);
  expect(requireFees([], today)).toEqual([]);
});
