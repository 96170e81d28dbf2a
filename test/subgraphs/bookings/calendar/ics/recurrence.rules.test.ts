import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../../../../subgraphs/bookings/calendar/ics/budget.ts';
import { parseMoment } from '../../../../../subgraphs/bookings/calendar/ics/moment.ts';
import { parseRecurrenceRule } from '../../../../../subgraphs/bookings/calendar/ics/recurrence-rule.ts';
import { occurrences } from '../../../../../subgraphs/bookings/calendar/ics/recurrence.rules.ts';

const forEver = { from: -Infinity, until: Date.UTC(2100, 0, 1) };

/** The first occurrences, in the form of RFC 5545's own examples. */
function first(count: number, start: string, text: string, from?: string): string[] {
  const found: string[] = [];
  const window = { ...forEver, from: from === undefined ? -Infinity : parseMoment(from)!.local };
  const rule = parseRecurrenceRule(text);
  const last = rule.until && rule.until.local;
  for (const local of occurrences(rule, parseMoment(start)!.local, last, window, new Budget(1e6))) {
    found.push(new Date(local).toISOString().slice(0, 16).replaceAll(/[-:]/g, ''));
    if (found.length === count) break;
  }
  return found;
}

// The examples of RFC 5545, section 3.8.5.3, with the dates that it lists.
describe('the examples of the standard', () => {
  it.each([
    [
      'every other week',
      '19970902T090000',
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
      '19970902T0900 19970916T0900 19970930T0900',
    ],
    [
      'every other week on Tuesday and Thursday, for 8 occurrences',
      '19970902T090000',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
      '19970902T0900 19970904T0900 19970916T0900 19970918T0900 19970930T0900 19971002T0900 19971014T0900 19971016T0900',
    ],
    [
      'monthly on the first Friday',
      '19970905T090000',
      'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
      '19970905T0900 19971003T0900 19971107T0900 19971205T0900 19980102T0900 19980206T0900',
    ],
    [
      'monthly on the second-to-last Monday',
      '19970922T090000',
      'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
      '19970922T0900 19971020T0900 19971117T0900 19971222T0900 19980119T0900 19980216T0900',
    ],
    [
      'monthly on the third-to-the-last day',
      '19970928T090000',
      'FREQ=MONTHLY;BYMONTHDAY=-3',
      '19970928T0900 19971029T0900 19971128T0900 19971229T0900 19980129T0900 19980226T0900',
    ],
    [
      'every third year on the 1st, 100th and 200th day',
      '19970101T090000',
      'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
      '19970101T0900 19970410T0900 19970719T0900 20000101T0900 20000409T0900 20000718T0900 20030101T0900',
    ],
    [
      'every 20th Monday of the year',
      '19970519T090000',
      'FREQ=YEARLY;BYDAY=20MO',
      '19970519T0900 19980518T0900 19990517T0900',
    ],
    [
      'Monday of week number 20',
      '19970512T090000',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
      '19970512T0900 19980511T0900 19990517T0900',
    ],
    [
      'every Thursday in summer',
      '19970605T090000',
      'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
      '19970605T0900 19970612T0900 19970619T0900 19970626T0900 19970703T0900',
    ],
    [
      'the first Saturday that follows the first Sunday of the month',
      '19970913T090000',
      'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
      '19970913T0900 19971011T0900 19971108T0900 19971213T0900 19980110T0900',
    ],
    [
      'US presidential election day',
      '19961105T090000',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '19961105T0900 20001107T0900 20041102T0900',
    ],
    [
      'the third Tuesday, Wednesday or Thursday of the month',
      '19970904T090000',
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '19970904T0900 19971007T0900 19971106T0900',
    ],
    [
      'the second-to-last weekday of the month',
      '19970929T090000',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '19970929T0900 19971030T0900 19971127T0900 19971230T0900 19980129T0900',
    ],
    [
      'every 20 minutes from 9:00 to 16:40 every day',
      '19970902T090000',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
      '19970902T0900 19970902T0920 19970902T0940 19970902T1000',
    ],
    [
      'weeks that start on Monday',
      '19970805T090000',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '19970805T0900 19970810T0900 19970819T0900 19970824T0900',
    ],
    [
      'weeks that start on Sunday',
      '19970805T090000',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '19970805T0900 19970817T0900 19970819T0900 19970831T0900',
    ],
    [
      'an invalid date is ignored',
      '20070115T090000',
      'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
      '20070115T0900 20070130T0900 20070215T0900 20070315T0900 20070330T0900',
    ],
  ])('%s', (_, start, rule, expected) => {
    const dates = expected.split(' ');
    expect(first(dates.length, start, rule)).toEqual(dates);
  });

  it('counts from the start wherever the window begins', () => {
    expect(first(9, '19970902T090000', 'FREQ=DAILY;COUNT=10', '19970909T000000')).toEqual([
      '19970909T0900',
      '19970910T0900',
      '19970911T0900',
    ]);
  });

  it('skips 29 February in years that have none', () => {
    expect(first(3, '20240229T090000', 'FREQ=YEARLY')).toEqual([
      '20240229T0900',
      '20280229T0900',
      '20320229T0900',
    ]);
  });
});

/** Rules whose start is one of their own occurrences: of others the standard leaves the result open. */
const rules = fc.record({
  freq: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'),
  interval: fc.integer({ min: 1, max: 5 }),
  count: fc.option(fc.integer({ min: 1, max: 40 })),
  byMonth: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })),
  byDay: fc.option(
    fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 }),
  ),
  byMonthDay: fc.option(
    fc.uniqueArray(
      fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0),
      { minLength: 1, maxLength: 4 },
    ),
  ),
  byHour: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 2 })),
  weekStart: fc.constantFrom('MO', 'SU'),
});

it('agrees with another implementation on any rule', () => {
  const windowStart = Date.UTC(2026, 0, 1);
  const windowEnd = Date.UTC(2029, 0, 1);
  let compared = 0;
  fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: 700 }), (parts, offset) => {
      const text = [
        `FREQ=${parts.freq};INTERVAL=${parts.interval};WKST=${parts.weekStart}`,
        parts.count && `COUNT=${parts.count}`,
        parts.byMonth && `BYMONTH=${parts.byMonth.join(',')}`,
        parts.byDay && `BYDAY=${parts.byDay.join(',')}`,
        // The standard does not allow days of the month in a weekly rule.
        parts.byMonthDay && parts.freq !== 'WEEKLY' && `BYMONTHDAY=${parts.byMonthDay.join(',')}`,
        parts.byHour && `BYHOUR=${parts.byHour.join(',')}`,
      ]
        .filter(Boolean)
        .join(';');
      const rule = parseRecurrenceRule(text);
      const seed = Date.UTC(2025, 0, 1, 9) + offset * 86_400_000;
      const uncounted = { ...rule, count: null };
      const [, start] = occurrences(uncounted, seed, null, { ...forEver, until: windowEnd }, new Budget(1e6));
      if (start === undefined) return;
      const ours = [
        ...occurrences(rule, start, null, { from: windowStart, until: windowEnd }, new Budget(1e6)),
      ];
      const stamp = new Date(start).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
      const theirs = new RRuleTemporal({ rruleString: `DTSTART:${stamp}Z\nRRULE:${text}` });
      const expected = theirs.between(new Date(windowStart), new Date(windowEnd), true);
      expect(ours, `${stamp} ${text}`).toEqual(expected.map(({ epochMilliseconds }) => epochMilliseconds));
      compared += 1;
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(100);
}, 120_000);
