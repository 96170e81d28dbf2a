import { DAY_MS, weekdayOf, type DayNumber } from '../../slot/zone-offsets.ts';
import { localDay, type LocalMs } from './moment.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';

/** One year, month, week, day, hour, minute or second in which a rule names its moments. */
export interface RecurrencePeriod {
  from: LocalMs;
  /** The days that may pass the rule; all of the period's, or fewer where the rule makes it plain. */
  days(): Iterable<DayNumber>;
}

const unitMs = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1000, DAILY: DAY_MS, WEEKLY: 7 * DAY_MS };

/** Every interval-th period from that of the start on, without end, leaving out those that lie wholly before `from`. */
export function* periodsOf(
  rule: RecurrenceRule,
  start: LocalMs,
  from: LocalMs,
): Generator<RecurrencePeriod, void> {
  const periodAt = periodMaker(rule);
  const first = periodIndex(rule, start);
  const steps = Math.floor((periodIndex(rule, from) - first) / rule.interval);
  for (let index = first + Math.max(0, steps) * rule.interval; ; index += rule.interval)
    yield periodAt(index);
}

/** Counts the periods of the rule's frequency from some fixed one. */
function periodIndex(rule: RecurrenceRule, local: LocalMs): number {
  const { frequency } = rule;
  if (frequency === 'YEARLY') {
    const year = new Date(local).getUTCFullYear();
    if (rule.byWeekNo.length === 0) return year;
    // The last days of December may lie in the first week of the next year, and the first of January in the last one's.
    const day = localDay(local);
    if (day >= firstWeekOf(year + 1, rule.weekStart)) return year + 1;
    return day < firstWeekOf(year, rule.weekStart) ? year - 1 : year;
  }
  if (frequency === 'MONTHLY') {
    const date = new Date(local);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  }
  if (frequency === 'WEEKLY') return Math.floor((localDay(local) - weekAnchor(rule.weekStart)) / 7);
  return Math.floor(local / unitMs[frequency]);
}

function periodMaker(rule: RecurrenceRule): (index: number) => RecurrencePeriod {
  const { frequency, weekStart } = rule;
  if (frequency === 'YEARLY') {
    return rule.byWeekNo.length > 0 ? (year) => yearOfWeeks(rule, year) : (year) => yearOfMonths(rule, year);
  }
  if (frequency === 'MONTHLY')
    return (index) => month(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1);
  if (frequency === 'WEEKLY') {
    return (index) => {
      const day = weekAnchor(weekStart) + index * 7;
      return { from: day * DAY_MS, days: () => range(day, day + 7) };
    };
  }
  const unit = unitMs[frequency];
  return (index) => ({ from: index * unit, days: () => [localDay(index * unit)] });
}

function yearOfMonths(rule: RecurrenceRule, year: number): RecurrencePeriod {
  const months = [...new Set(rule.byMonth)].toSorted((a, b) => a - b);
  const start = Date.UTC(year, 0, 1);
  if (months.length === 0) {
    return { from: start, days: () => range(start / DAY_MS, Date.UTC(year + 1, 0, 1) / DAY_MS) };
  }
  return { from: start, days: () => joined(months.map((number) => month(year, number).days())) };
}

function yearOfWeeks(rule: RecurrenceRule, year: number): RecurrencePeriod {
  const start = firstWeekOf(year, rule.weekStart);
  const weeks = (firstWeekOf(year + 1, rule.weekStart) - start) / 7;
  const chosen = rule.byWeekNo.map((number) => (number > 0 ? number : weeks + 1 + number));
  const numbers = [...new Set(chosen)].filter((number) => number >= 1 && number <= weeks);
  const sorted = numbers.toSorted((a, b) => a - b);
  return {
    from: start * DAY_MS,
    days: () => joined(sorted.map((number) => range(start + (number - 1) * 7, start + number * 7))),
  };
}

function month(year: number, number: number): RecurrencePeriod {
  const start = Date.UTC(year, number - 1, 1);
  return { from: start, days: () => range(start / DAY_MS, Date.UTC(year, number, 1) / DAY_MS) };
}

/** The first day of a year's first week: the one that holds 4 January, since it has the most days in the year. */
function firstWeekOf(year: number, weekStart: number): DayNumber {
  const fourth = Date.UTC(year, 0, 4) / DAY_MS;
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}

/** Some day on which weeks begin. 1970-01-05 was a Monday. */
function weekAnchor(weekStart: number): DayNumber {
  return 4 + (weekStart - 1);
}

function* range(from: number, until: number): Generator<number, void> {
  for (let at = from; at < until; at++) yield at;
}

function* joined(parts: readonly Iterable<number>[]): Generator<number, void> {
  for (const part of parts) yield* part;
}
