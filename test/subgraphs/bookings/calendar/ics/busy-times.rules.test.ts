import { describe, expect, it } from 'vitest';
import { CalendarFault } from '../../../../../subgraphs/bookings/calendar/ics/components.ts';
import { readBusyTimes } from '../../../../../subgraphs/bookings/calendar/ics/busy-times.rules.ts';

const window = { from: Date.parse('2026-09-01T00:00Z'), until: Date.parse('2026-12-01T00:00Z') };

/** The busy times of a calendar with these lines, as ISO pairs. */
function busyOf(...lines: string[]): [string, string][] {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
  return readBusyTimes(text, 'Australia/Sydney', window).periods.map(({ from, until }) => [
    iso(from),
    iso(until),
  ]);
}

function event(...lines: string[]): string[] {
  return ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'];
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(':00.000Z', 'Z');
}

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof CalendarFault) return error.reason;
    throw error;
  }
  return 'none';
}

describe('single events', () => {
  it('reads a time in UTC, in an IANA zone, and floating in the therapist’s zone', () => {
    expect(busyOf(...event('DTSTART:20261005T000000Z', 'DTEND:20261005T010000Z'))).toEqual([
      ['2026-10-05T00:00Z', '2026-10-05T01:00Z'],
    ]);
    // Perth is 8 hours ahead of UTC and keeps no summer time.
    expect(
      busyOf(
        ...event(
          'DTSTART;TZID=Australia/Perth:20261005T090000',
          'DTEND;TZID=Australia/Perth:20261005T100000',
        ),
      ),
    ).toEqual([['2026-10-05T01:00Z', '2026-10-05T02:00Z']]);
    // Sydney went to summer time on 4 October 2026: 11 hours ahead.
    expect(busyOf(...event('DTSTART:20261005T090000', 'DURATION:PT30M'))).toEqual([
      ['2026-10-04T22:00Z', '2026-10-04T22:30Z'],
    ]);
  });

  it('takes a whole day in the calendar’s zone, and in the therapist’s when it names none', () => {
    const day = event('DTSTART;VALUE=DATE:20261110', 'DTEND;VALUE=DATE:20261112');
    expect(busyOf(...day)).toEqual([['2026-11-09T13:00Z', '2026-11-11T13:00Z']]);
    expect(busyOf('X-WR-TIMEZONE:Australia/Perth', ...day)).toEqual([
      ['2026-11-09T16:00Z', '2026-11-11T16:00Z'],
    ]);
  });

  it('makes a date without an end one day, and a time without an end nothing', () => {
    expect(busyOf(...event('DTSTART;VALUE=DATE:20261110'))).toEqual([
      ['2026-11-09T13:00Z', '2026-11-10T13:00Z'],
    ]);
    expect(busyOf(...event('DTSTART:20261110T090000Z'))).toEqual([]);
  });

  it('makes a whole day 23 hours long where the clock goes forward', () => {
    expect(busyOf(...event('DTSTART;VALUE=DATE:20261004'))).toEqual([
      ['2026-10-03T14:00Z', '2026-10-04T13:00Z'],
    ]);
  });

  it('passes over what is free or cancelled, and keeps what is tentative', () => {
    const at = ['DTSTART:20261005T000000Z', 'DTEND:20261005T010000Z'];
    expect(busyOf(...event(...at, 'TRANSP:TRANSPARENT'))).toEqual([]);
    expect(busyOf(...event(...at, 'STATUS:CANCELLED'))).toEqual([]);
    expect(busyOf(...event(...at, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'))).toEqual([]);
    expect(busyOf(...event(...at, 'STATUS:TENTATIVE', 'TRANSP:OPAQUE'))).toHaveLength(1);
  });

  it('clips to the window and joins what touches or overlaps', () => {
    expect(
      busyOf(
        ...event('DTSTART:20260831T230000Z', 'DTEND:20260901T003000Z'),
        'BEGIN:VEVENT',
        'UID:two',
        'DTSTART:20260901T003000Z',
        'DTEND:20260901T010000Z',
        'END:VEVENT',
      ),
    ).toEqual([['2026-09-01T00:00Z', '2026-09-01T01:00Z']]);
  });

  it('takes the latest telling of an event that stands twice', () => {
    expect(
      busyOf(
        ...event('SEQUENCE:2', 'DTSTART:20261005T000000Z', 'DTEND:20261005T010000Z'),
        ...event('SEQUENCE:1', 'DTSTART:20261006T000000Z', 'DTEND:20261006T010000Z'),
      ),
    ).toEqual([['2026-10-05T00:00Z', '2026-10-05T01:00Z']]);
  });

  it('passes over the events that it is told are our own', () => {
    const at = ['DTSTART:20261005T000000Z', 'DTEND:20261005T010000Z'];
    const lines = ['BEGIN:VCALENDAR', ...event(...at), 'BEGIN:VEVENT', ...at, 'END:VEVENT', 'END:VCALENDAR'];
    expect(readBusyTimes(lines.join('\n'), 'UTC', window, (uid) => uid === 'one').periods).toHaveLength(1);
    expect(
      readBusyTimes(lines.slice(0, 6).concat(lines.slice(-1)).join('\n'), 'UTC', window, () => true),
    ).toEqual({
      periods: [],
      events: 1,
    });
  });

  it('reads busy times told outright', () => {
    expect(
      busyOf(
        'BEGIN:VFREEBUSY',
        'FREEBUSY;FBTYPE=BUSY:20261005T000000Z/PT1H,20261006T000000Z/20261006T020000Z',
        'FREEBUSY;FBTYPE=FREE:20261007T000000Z/PT1H',
        'END:VFREEBUSY',
      ),
    ).toEqual([
      ['2026-10-05T00:00Z', '2026-10-05T01:00Z'],
      ['2026-10-06T00:00Z', '2026-10-06T02:00Z'],
    ]);
  });
});

describe('zones', () => {
  // A zone of the file's own: 5 h ahead, 6 h from the first Sunday of October, back on the first of April.
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Practice time',
    'BEGIN:STANDARD',
    'DTSTART:20000402T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU',
    'TZOFFSETFROM:+0600',
    'TZOFFSETTO:+0500',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:20001001T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU',
    'TZOFFSETFROM:+0500',
    'TZOFFSETTO:+0600',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];

  it('keeps a zone that the file defines, wherever in the file it stands', () => {
    const weekly = event(
      'DTSTART;TZID=Practice time:20260927T090000',
      'DTEND;TZID=Practice time:20260927T100000',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    );
    const expected = [
      ['2026-09-27T04:00Z', '2026-09-27T05:00Z'],
      ['2026-10-04T03:00Z', '2026-10-04T04:00Z'],
      ['2026-10-11T03:00Z', '2026-10-11T04:00Z'],
    ];
    expect(busyOf(...zone, ...weekly)).toEqual(expected);
    expect(busyOf(...weekly, ...zone)).toEqual(expected);
  });

  it('reads a time that is skipped by the offset before the gap, and one that repeats as its first', () => {
    const at = (start: string) => event(`DTSTART;TZID=Australia/Sydney:${start}`, 'DURATION:PT10M');
    // 02:30 does not exist on 4 October 2026; at +10:00 it is 16:30Z, which the clock shows as 03:30.
    expect(busyOf(...at('20261004T023000'))[0]![0]).toBe('2026-10-03T16:30Z');
    const april = { from: Date.parse('2026-04-01T00:00Z'), until: Date.parse('2026-05-01T00:00Z') };
    const text = ['BEGIN:VCALENDAR', ...at('20260405T023000'), 'END:VCALENDAR'].join('\n');
    expect(iso(readBusyTimes(text, 'UTC', april).periods[0]!.from)).toBe('2026-04-04T15:30Z');
  });

  it('knows a zone behind a path, a quoted one, and takes the therapist’s for one that nothing explains', () => {
    const at = (tzid: string) =>
      busyOf(...event(`DTSTART;TZID=${tzid}:20261005T090000`, 'DURATION:PT10M'))[0]![0];
    expect(at('/example.org/20260101/Australia/Perth')).toBe('2026-10-05T01:00Z');
    expect(at('"Australia/Perth"')).toBe('2026-10-05T01:00Z');
    expect(at('Nowhere')).toBe('2026-10-04T22:00Z');
  });
});

describe('repeating events', () => {
  it('keeps the wall-clock time over a change of the clock', () => {
    expect(
      busyOf(
        ...event(
          'DTSTART;TZID=Australia/Sydney:20260928T090000',
          'DTEND;TZID=Australia/Sydney:20260928T093000',
          'RRULE:FREQ=WEEKLY;UNTIL=20261011T220000Z',
        ),
      ).map(([from]) => from),
    ).toEqual(['2026-09-27T23:00Z', '2026-10-04T22:00Z', '2026-10-11T22:00Z']);
  });

  it('leaves out exceptions, told in its own zone, in UTC, or as a date', () => {
    expect(
      busyOf(
        ...event(
          'DTSTART;TZID=Australia/Sydney:20261005T090000',
          'DURATION:PT1H',
          'RRULE:FREQ=DAILY;COUNT=5',
          'EXDATE;TZID=Australia/Sydney:20261006T090000,20261006T100000',
          'EXDATE:20261006T220000Z',
          'EXDATE;VALUE=DATE:20261008',
        ),
      ).map(([from]) => from),
    ).toEqual(['2026-10-04T22:00Z', '2026-10-08T22:00Z']);
  });

  it('moves, shortens, frees and cancels single occurrences', () => {
    const change = (id: string, ...lines: string[]) => event(`RECURRENCE-ID:${id}`, ...lines);
    expect(
      busyOf(
        ...change('20261006T000000Z', 'DTSTART:20261006T030000Z', 'DTEND:20261006T031500Z'),
        ...event('DTSTART:20261005T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=4'),
        ...change('20261007T000000Z', 'DTSTART:20261007T000000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'),
        ...change('20261008T000000Z', 'DTSTART:20261008T000000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'),
      ),
    ).toEqual([
      ['2026-10-05T00:00Z', '2026-10-05T01:00Z'],
      ['2026-10-06T03:00Z', '2026-10-06T03:15Z'],
    ]);
  });

  it('finds an occurrence that was moved into the window from far outside it, and out of it', () => {
    expect(
      busyOf(
        ...event('DTSTART:20200101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYMONTH=1,11;BYMONTHDAY=1'),
        ...event('RECURRENCE-ID:20250101T000000Z', 'DTSTART:20261020T000000Z', 'DURATION:PT1H'),
        ...event('RECURRENCE-ID:20261101T000000Z', 'DTSTART:20270601T000000Z', 'DURATION:PT1H'),
      ),
    ).toEqual([['2026-10-20T00:00Z', '2026-10-20T01:00Z']]);
  });

  it('moves an occurrence and all that follow', () => {
    expect(
      busyOf(
        ...event('DTSTART:20261005T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=4'),
        ...event(
          'RECURRENCE-ID;RANGE=THISANDFUTURE:20261007T000000Z',
          'DTSTART:20261007T020000Z',
          'DURATION:PT30M',
        ),
      ).slice(1),
    ).toEqual([
      ['2026-10-06T00:00Z', '2026-10-06T01:00Z'],
      ['2026-10-07T02:00Z', '2026-10-07T02:30Z'],
      ['2026-10-08T02:00Z', '2026-10-08T02:30Z'],
    ]);
  });

  it('adds single dates and periods', () => {
    expect(
      busyOf(
        ...event(
          'DTSTART:20261005T000000Z',
          'DURATION:PT1H',
          'RDATE:20261009T000000Z',
          'RDATE;VALUE=PERIOD:20261010T000000Z/PT3H',
        ),
      ),
    ).toEqual([
      ['2026-10-05T00:00Z', '2026-10-05T01:00Z'],
      ['2026-10-09T00:00Z', '2026-10-09T01:00Z'],
      ['2026-10-10T00:00Z', '2026-10-10T03:00Z'],
    ]);
  });

  it('repeats whole days', () => {
    expect(busyOf(...event('DTSTART;VALUE=DATE:20261002', 'RRULE:FREQ=WEEKLY;COUNT=2'))).toEqual([
      ['2026-10-01T14:00Z', '2026-10-02T14:00Z'],
      ['2026-10-08T13:00Z', '2026-10-09T13:00Z'],
    ]);
  });

  it('sees an occurrence that began before the window and reaches into it', () => {
    expect(busyOf(...event('DTSTART:20200831T120000Z', 'DURATION:P2D', 'RRULE:FREQ=YEARLY'))).toEqual([
      ['2026-09-01T00:00Z', '2026-09-02T12:00Z'],
    ]);
  });
});

describe('texts that cannot be trusted', () => {
  const read = (text: string) => () => readBusyTimes(text, 'UTC', window);

  it('refuses what is no calendar, and one that is cut off', () => {
    expect(faultOf(read('<html>Sign in</html>'))).toBe('NOT_A_CALENDAR');
    expect(faultOf(read('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261005T000000Z\r\n'))).toBe(
      'NOT_A_CALENDAR',
    );
    expect(faultOf(read('BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR'))).toBe('NOT_A_CALENDAR');
  });

  it('refuses a rule that it cannot read rather than call the therapist free', () => {
    const rule = (text: string) => () =>
      busyOf(...event('DTSTART:20261005T000000Z', 'DURATION:PT1H', `RRULE:${text}`));
    for (const text of [
      'FREQ=NEVER',
      'FREQ=DAILY;BYHOUR=25',
      'FREQ=DAILY;RSCALE=CHINESE',
      'FREQ=MONTHLY;BYDAY=XX',
    ])
      expect(faultOf(rule(text))).toBe('NOT_A_CALENDAR');
  });

  it('reads folded lines, quoted parameters and bare line feeds', () => {
    const text =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nX-ODD;NOTE="a:b;c":d\nDTSTART;TZ\n ID=Australia/Per\n\tth:20261005T090000\n' +
      'DURATION:PT10M\nnot a line\nEND:VEVENT\nEND:VCALENDAR';
    expect(iso(readBusyTimes(text, 'UTC', window).periods[0]!.from)).toBe('2026-10-05T01:00Z');
  });

  it.each([
    ['a meeting each second for ever', ['DTSTART:20260901T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY']],
    [
      'a count that never ends',
      ['DTSTART:20000101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=MINUTELY;COUNT=999999999'],
    ],
    [
      'a rule that names every second of every day',
      [
        'DTSTART:20260901T000000Z',
        'DURATION:PT1S',
        `RRULE:FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSECOND=${all(60)}`,
      ],
    ],
  ])('gives up on %s', (_, lines) => {
    expect(faultOf(() => busyOf(...event(...lines)))).toBe('TOO_LARGE');
  });

  it('ends when a rule names a day that never comes', () => {
    expect(
      busyOf(
        ...event('DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31'),
      ),
    ).toEqual([]);
  });

  it('is done with two megabytes of events in any years, exceptions and zones within seconds', () => {
    const lines: string[] = ['BEGIN:VCALENDAR'];
    for (let at = 0; at < 8000; at++) {
      const year = String(1000 + ((at * 7919) % 8000)).padStart(4, '0');
      lines.push(
        'BEGIN:VEVENT',
        `UID:${at}`,
        `DTSTART;TZID=America/New_York:${year}0110T090000`,
        `DTEND;TZID=Europe/London:${year}0110T190000`,
        `RRULE:FREQ=YEARLY;UNTIL=${year}1231T000000Z`,
        `EXDATE:${year}0110T140000Z`,
        'END:VEVENT',
      );
    }
    const text = [...lines, 'END:VCALENDAR'].join('\r\n');
    const started = performance.now();
    faultOf(read(text));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function all(count: number): string {
  return Array.from({ length: count }, (_, number) => number).join(',');
}
