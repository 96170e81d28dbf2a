import { CalendarFault } from './components.ts';
import { parseMoment, type Moment } from './moment.ts';

export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export interface ByDay {
  /** ISO: 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** The how-manieth of the month or year, from its end when negative; 0 is every one. */
  nth: number;
}

/** RFC 5545, section 3.3.10. Empty lists are rules that are not there. */
export interface RecurrenceRule {
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** The last moment, itself included. */
  until: Moment | null;
  byMonth: number[];
  byWeekNo: number[];
  byYearDay: number[];
  byMonthDay: number[];
  byDay: ByDay[];
  byHour: number[];
  byMinute: number[];
  bySecond: number[];
  bySetPos: number[];
  /** ISO weekday on which weeks begin. */
  weekStart: number;
}

const frequencies = new Set(['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const known = new Set(
  'FREQ INTERVAL COUNT UNTIL BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS WKST'.split(
    ' ',
  ),
);

/**
 * Reads the value of an `RRULE`. A rule that cannot be understood whole is a fault: half a rule would call the therapist
 * free when they are not.
 * @throws CalendarFault
 */
export function parseRecurrenceRule(text: string): RecurrenceRule {
  const parts = new Map<string, string>();
  for (const part of text.trim().split(';')) {
    if (part === '') continue;
    const [name = '', value = ''] = part.split('=', 2);
    parts.set(name.trim().toUpperCase(), value.trim().toUpperCase());
  }
  const frequency = parts.get('FREQ') ?? '';
  // Extensions of our own making (X-…) say nothing of when; RFC 7529's other calendars would.
  const strange = [...parts.keys()].find((name) => !known.has(name) && !name.startsWith('X-'));
  if (!frequencies.has(frequency) || strange !== undefined) throw unreadable(text);
  const numbers = (name: string, least: number, most: number) =>
    numberList(parts.get(name), least, most, text);
  return {
    frequency: frequency as Frequency,
    interval: numbers('INTERVAL', 1, 1_000_000)[0] ?? 1,
    count: numbers('COUNT', 1, 1_000_000_000)[0] ?? null,
    until: untilOf(parts.get('UNTIL'), text),
    byMonth: numbers('BYMONTH', 1, 12),
    byWeekNo: numbers('BYWEEKNO', -53, 53),
    byYearDay: numbers('BYYEARDAY', -366, 366),
    byMonthDay: numbers('BYMONTHDAY', -31, 31),
    byDay: (parts.get('BYDAY') ?? '')
      .split(',')
      .filter(Boolean)
      .map((day) => byDayOf(day, text)),
    byHour: numbers('BYHOUR', 0, 23),
    byMinute: numbers('BYMINUTE', 0, 59),
    bySecond: numbers('BYSECOND', 0, 60),
    bySetPos: numbers('BYSETPOS', -366, 366),
    weekStart: weekdays.indexOf(parts.get('WKST') ?? 'MO') + 1 || 1,
  };
}

function numberList(list: string | undefined, least: number, most: number, rule: string): number[] {
  if (list === undefined) return [];
  return list.split(',').map((text) => {
    const number = /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
    if (!(number >= least && number <= most) || (number === 0 && least < 0)) throw unreadable(rule);
    return number;
  });
}

function byDayOf(text: string, rule: string): ByDay {
  const [, nth = '', name = ''] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim()) ?? [];
  if (name === '') throw unreadable(rule);
  return { weekday: weekdays.indexOf(name) + 1, nth: Number(nth) };
}

function untilOf(text: string | undefined, rule: string): Moment | null {
  if (text === undefined) return null;
  const moment = parseMoment(text);
  if (moment === null) throw unreadable(rule);
  return moment;
}

function unreadable(rule: string): CalendarFault {
  return new CalendarFault('NOT_A_CALENDAR', `a recurrence rule that cannot be read: ${rule.slice(0, 80)}`);
}
