import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { occurrenceStarts } from '../../../../subgraphs/bookings/series/series.rules.ts';

const iso = (starts: (number | null)[]) =>
  starts.map((start) => (start === null ? null : new Date(start).toISOString()));

it('keeps the local time when daylight saving begins', () => {
  // 09:00 in Sydney, where clocks go forward on Sunday 4 October 2026.
  const first = Date.parse('2026-09-24T23:00Z');
  expect(iso(occurrenceStarts(first, 'Australia/Sydney', 'WEEK', 3))).toEqual([
    '2026-09-24T23:00:00.000Z',
    '2026-10-01T23:00:00.000Z',
    '2026-10-08T22:00:00.000Z',
  ]);
});

it('steps by fourteen days each fortnight', () => {
  const first = Date.parse('2027-03-30T22:00Z');
  expect(iso(occurrenceStarts(first, 'Australia/Sydney', 'FORTNIGHT', 2))).toEqual([
    '2027-03-30T22:00:00.000Z',
    '2027-04-13T23:00:00.000Z',
  ]);
});

it('has no time where the clocks skip it, and the earlier where it comes twice', () => {
  // Sunday 02:30 in Sydney: skipped on 4 October 2026, twice on 4 April 2027.
  expect(iso(occurrenceStarts(Date.parse('2026-09-26T16:30Z'), 'Australia/Sydney', 'WEEK', 3))).toEqual([
    '2026-09-26T16:30:00.000Z',
    null,
    '2026-10-10T15:30:00.000Z',
  ]);
  expect(iso(occurrenceStarts(Date.parse('2027-03-27T15:30Z'), 'Australia/Sydney', 'WEEK', 3))).toEqual([
    '2027-03-27T15:30:00.000Z',
    '2027-04-03T15:30:00.000Z',
    '2027-04-10T16:30:00.000Z',
  ]);
});

it('agrees with calendar arithmetic in any zone', () => {
  const zones = [
    'Australia/Adelaide',
    'Australia/Lord_Howe',
    'Europe/London',
    'America/New_York',
    'Asia/Kolkata',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.parse('2026-01-01') / 900_000, max: Date.parse('2028-01-01') / 900_000 }),
      fc.constantFrom('WEEK' as const, 'FORTNIGHT' as const),
      fc.integer({ min: 2, max: 26 }),
      (zone, quarter, every, count) => {
        const first = Temporal.Instant.fromEpochMilliseconds(quarter * 900_000).toZonedDateTimeISO(zone);
        const starts = occurrenceStarts(first.epochMilliseconds, zone, every, count);
        expect(starts).toHaveLength(count);
        for (const [index, start] of starts.entries()) {
          const local = first.toPlainDateTime().add({ days: index * (every === 'WEEK' ? 7 : 14) });
          const expected = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
          const isSkipped = !expected.toPlainDateTime().equals(local);
          expect(start).toBe(
            index === 0 ? first.epochMilliseconds : isSkipped ? null : expected.epochMilliseconds,
          );
        }
      },
    ),
  );
});
