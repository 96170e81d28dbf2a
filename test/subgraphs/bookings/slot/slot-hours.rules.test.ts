import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { nextOpenSlot, openSlots, type SlotRules } from '../../../../subgraphs/bookings/slot/slot.rules.ts';
import {
  day,
  HOUR,
  instants,
  NOBODY,
  NOW,
  open,
  range,
  starts,
  sydney,
  TUESDAY,
  weekly,
} from './slot.builders.ts';

describe('hours', () => {
  test('a slot starts at every step from the start of the hours and ends within them', () => {
    const rules = open({ hours: '09:00-11:00', length: 50, step: 30 });
    expect(starts(rules, TUESDAY)).toEqual(['09:00', '09:30', '10:00']);
  });

  test('a slot that ends just when the hours end is open', () => {
    expect(starts(open({ hours: '09:00-09:50', length: 50, step: 10 }), TUESDAY)).toEqual(['09:00']);
    expect(starts(open({ hours: '09:00-09:49', length: 50, step: 10 }), TUESDAY)).toEqual([]);
  });

  test('a slot lasts the length of its own kind', () => {
    const rules = open({ hours: '09:00-10:00', length: 50, step: 50 });
    expect(openSlots(rules, NOBODY, 'CONSULTATION', TUESDAY, NOW, { limit: 1 })).toEqual([
      { kind: 'CONSULTATION', startsAt: sydney('2026-06-02T09:00'), endsAt: sydney('2026-06-02T09:15') },
    ]);
    expect(openSlots(rules, NOBODY, 'SESSION', TUESDAY, NOW, { limit: 1 })).toEqual([
      { kind: 'SESSION', startsAt: sydney('2026-06-02T09:00'), endsAt: sydney('2026-06-02T09:50') },
    ]);
  });

  test('several ranges of a day each lay their own grid', () => {
    const rules = open({ hours: ['09:00-10:00', '14:10-15:00'], length: 25, step: 25 });
    expect(starts(rules, TUESDAY)).toEqual(['09:00', '09:25', '14:10', '14:35']);
  });

  test('a slot may run over from one range into another that touches it', () => {
    const rules = open({ hours: ['09:00-10:00', '10:00-11:00'], length: 50, step: 25 });
    expect(starts(rules, TUESDAY)).toEqual(['09:00', '09:25', '09:50', '10:00']);
  });

  test('a slot may not bridge a gap between ranges, however short', () => {
    const rules = open({ hours: ['09:00-10:00', '10:01-11:00'], length: 50, step: 30 });
    expect(starts(rules, TUESDAY)).toEqual(['09:00', '10:01']);
  });

  test('a start that two overlapping ranges share is offered once', () => {
    const rules = open({ hours: ['09:00-10:00', '09:30-10:30'], length: 30, step: 30 });
    expect(starts(rules, TUESDAY)).toEqual(['09:00', '09:30', '10:00']);
  });

  test('hours that end at 24:00 go on into hours that begin at 00:00', () => {
    const rules = open({ hours: ['23:00-24:00', '00:00-00:30'], length: 50, step: 20 });
    expect(starts(rules, TUESDAY)).toEqual(['23:00', '23:20', '23:40']);
    const alone = open({ hours: '23:00-24:00', length: 50, step: 20 });
    expect(starts(alone, TUESDAY)).toEqual(['23:00']);
  });

  test('hours hold on their weekday only', () => {
    const rules: SlotRules = {
      ...open({ hours: [], length: 50, step: 60 }),
      weeklyHours: [weekly(2, range('09:00-10:00')), weekly(7, range('13:00-14:00'))],
    };
    const week = { from: NOW, until: NOW + 7 * 24 * HOUR };
    expect(instants(openSlots(rules, NOBODY, 'SESSION', week, NOW))).toEqual([
      sydney('2026-06-02T09:00'),
      sydney('2026-06-07T13:00'),
    ]);
  });

  test('hours hold from their first date to their last, both included', () => {
    const rules = open({ hours: '09:00-10:00', length: 50, step: 60 });
    for (const hours of rules.weeklyHours) {
      hours.effectiveFrom = '2026-06-03';
      hours.effectiveUntil = '2026-06-04';
    }
    const week = { from: NOW, until: NOW + 7 * 24 * HOUR };
    expect(instants(openSlots(rules, NOBODY, 'SESSION', week, NOW))).toEqual([
      sydney('2026-06-03T09:00'),
      sydney('2026-06-04T09:00'),
    ]);
  });

  test('an override replaces the hours of its date wholly', () => {
    const rules = open({ hours: '09:00-12:00', length: 50, step: 60 });
    rules.overrides = [{ date: '2026-06-02', ranges: [range('14:00-15:00'), range('16:00-17:00')] }];
    expect(starts(rules, TUESDAY)).toEqual(['14:00', '16:00']);
    expect(starts(rules, day('2026-06-03'))).toEqual(['09:00', '10:00', '11:00']);
  });

  test('an override without ranges closes its date', () => {
    const rules = open({ hours: '09:00-12:00', length: 50, step: 60 });
    rules.overrides = [{ date: '2026-06-02', ranges: [] }];
    expect(starts(rules, TUESDAY)).toEqual([]);
  });

  test('a local date is the therapist’s: Monday morning in Sydney is Sunday in UTC', () => {
    const rules = open({ hours: [], length: 50, step: 60 });
    rules.weeklyHours = [weekly(1, range('08:00-09:00'))];
    const next = nextOpenSlot(rules, NOBODY, 'SESSION', NOW);
    expect(next?.startsAt).toBe(Date.parse('2026-05-31T22:00Z'));
  });
});

describe('around a change of the clock', () => {
  test('09:00 stays 09:00 when summer time begins', () => {
    const rules = { ...open({ hours: '09:00-10:00', length: 50, step: 60 }), minimumNoticeMinutes: 0 };
    const weekend = {
      from: Date.parse('2026-10-03T00:00+10:00'),
      until: Date.parse('2026-10-05T00:00+11:00'),
    };
    expect(instants(openSlots(rules, NOBODY, 'SESSION', weekend, weekend.from))).toEqual([
      Date.parse('2026-10-03T09:00+10:00'),
      Date.parse('2026-10-04T09:00+11:00'),
    ]);
  });

  test('09:00 stays 09:00 when summer time ends', () => {
    const rules = { ...open({ hours: '09:00-10:00', length: 50, step: 60 }), minimumNoticeMinutes: 0 };
    const weekend = {
      from: Date.parse('2027-04-03T00:00+11:00'),
      until: Date.parse('2027-04-05T00:00+10:00'),
    };
    expect(instants(openSlots(rules, NOBODY, 'SESSION', weekend, weekend.from))).toEqual([
      Date.parse('2027-04-03T09:00+11:00'),
      Date.parse('2027-04-04T09:00+10:00'),
    ]);
  });

  test('an hour that does not exist yields no slot', () => {
    // In Sydney the clock goes from 02:00 straight to 03:00.
    expect(night('Australia/Sydney', '2026-10-04', '01:00-04:00', 30, 30)).toEqual([
      '2026-10-04T01:00+10:00',
      '2026-10-04T01:30+10:00',
      '2026-10-04T03:00+11:00',
      '2026-10-04T03:30+11:00',
    ]);
  });

  test('an hour that repeats yields its slots once, at the earlier instant', () => {
    // In Sydney the clock goes from 03:00 back to 02:00.
    expect(night('Australia/Sydney', '2027-04-04', '01:00-04:00', 30, 30)).toEqual([
      '2027-04-04T01:00+11:00',
      '2027-04-04T01:30+11:00',
      '2027-04-04T02:00+11:00',
      '2027-04-04T02:30+11:00',
      '2027-04-04T03:00+10:00',
      '2027-04-04T03:30+10:00',
    ]);
  });

  test('Lord Howe skips and repeats half an hour', () => {
    expect(night('Australia/Lord_Howe', '2026-10-04', '01:30-03:00', 15, 15)).toEqual([
      '2026-10-04T01:30+10:30',
      '2026-10-04T01:45+10:30',
      '2026-10-04T02:30+11:00',
      '2026-10-04T02:45+11:00',
    ]);
    expect(night('Australia/Lord_Howe', '2027-04-04', '01:15-02:30', 15, 15)).toEqual([
      '2027-04-04T01:15+11:00',
      '2027-04-04T01:30+11:00',
      '2027-04-04T01:45+11:00',
      '2027-04-04T02:00+10:30',
      '2027-04-04T02:15+10:30',
    ]);
  });

  test('a slot over the skipped hour lasts its length in elapsed time', () => {
    // From 01:30, fifty minutes end at 03:20 on the wall.
    expect(night('Australia/Sydney', '2026-10-04', '01:30-03:20', 50, 60)).toEqual([
      '2026-10-04T01:30+10:00',
    ]);
    expect(night('Australia/Sydney', '2026-10-04', '01:30-03:19', 50, 60)).toEqual([]);
    // Two hours on the wall are but one that passes.
    expect(night('Australia/Sydney', '2026-10-04', '01:00-03:00', 90, 120)).toEqual([]);
  });

  test('a slot into the repeated hour may use both showings of it, if the hours hold all of it', () => {
    // From 02:30 (first), fifty minutes end at 02:20 (second).
    expect(night('Australia/Sydney', '2027-04-04', '02:30-03:00', 50, 30)).toEqual([]);
    expect(night('Australia/Sydney', '2027-04-04', '02:00-03:00', 50, 30)).toEqual([
      '2027-04-04T02:00+11:00',
      '2027-04-04T02:30+11:00',
    ]);
  });

  test('hours that end within the repeated hour close at their first end', () => {
    expect(night('Australia/Sydney', '2027-04-04', '01:30-02:30', 50, 30)).toEqual([
      '2027-04-04T01:30+11:00',
    ]);
  });
});

/** The sessions of one local date, as wall-clock times with their offsets. */
function night(timeZone: string, date: string, hours: string, length: number, step: number): string[] {
  const rules = { ...open({ hours: [], length, step }), timeZone };
  rules.overrides = [{ date, ranges: [range(hours)] }];
  const midnight = Date.parse(`${date}T00:00Z`);
  const window = { from: midnight - 24 * HOUR, until: midnight + 24 * HOUR };
  return openSlots(rules, NOBODY, 'SESSION', window, window.from).map(({ startsAt }) =>
    Temporal.Instant.fromEpochMilliseconds(startsAt)
      .toZonedDateTimeISO(timeZone)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
  );
}
