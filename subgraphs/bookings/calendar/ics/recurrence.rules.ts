import { DAY_MS, weekdayOf, type DayNumber } from '../../slot/zone-offsets.ts';
import type { Budget } from './budget.ts';
import { localDay, type LocalMs } from './moment.ts';
import { periodsOf } from './recurrence-periods.ts';
import type { ByDay, RecurrenceRule } from './recurrence-rule.ts';

/** Where occurrences are looked for: `from` and `until` both belong to it. */
export interface LocalWindow {
  from: LocalMs;
  until: LocalMs;
}

/**
 * The starts of a repeating event that fall in the window, soonest first, in wall-clock time of the event's own zone: that
 * is where RFC 5545 repeats them, and why 09:00 stays 09:00 over a change of the clock. `start` is the first of them, also
 * when the rule would not name it. `last` is the rule's UNTIL on the same clock; null when it has none.
 * @throws CalendarFault when the budget runs out.
 */
export function* occurrences(
  rule: RecurrenceRule,
  start: LocalMs,
  last: LocalMs | null,
  window: LocalWindow,
  budget: Budget,
): Generator<LocalMs, void> {
  const end = Math.min(window.until, last ?? Infinity);
  if (start > end) return;
  let left = (rule.count ?? Infinity) - 1;
  if (start >= window.from) yield start;
  const effective = withDefaults(rule, start);
  const moments = momentsOf(effective, start);
  // A rule that counts must be counted from its start; any other may begin where the window does.
  const from = rule.count === null ? Math.max(start, window.from) : start;
  for (const period of periodsOf(effective, start, from)) {
    budget.spend();
    if (period.from > end) return;
    for (const local of moments(period.days(), period.from, budget)) {
      if (local <= start) continue;
      if (local > end || left < 1) return;
      left -= 1;
      if (local >= window.from) yield local;
    }
  }
}

/** What the rule does not say, the start says: "every year" is every year on its day (RFC 5545, section 3.3.10). */
function withDefaults(rule: RecurrenceRule, start: LocalMs): RecurrenceRule {
  const date = new Date(start);
  const weekday: ByDay = { weekday: weekdayOf(localDay(start)), nth: 0 };
  const { frequency, byWeekNo, byYearDay, byMonthDay, byDay, byMonth } = rule;
  const saysDay = byYearDay.length + byMonthDay.length + byDay.length > 0;
  if (saysDay) return rule;
  if (frequency === 'WEEKLY' || byWeekNo.length > 0) return { ...rule, byDay: [weekday] };
  if (frequency === 'MONTHLY') return { ...rule, byMonthDay: [date.getUTCDate()] };
  if (frequency !== 'YEARLY') return rule;
  const months = byMonth.length > 0 ? byMonth : [date.getUTCMonth() + 1];
  return { ...rule, byMonth: months, byMonthDay: [date.getUTCDate()] };
}

/** From the days of one period to its moments, in order. */
function momentsOf(
  rule: RecurrenceRule,
  start: LocalMs,
): (days: Iterable<DayNumber>, periodStart: LocalMs, budget: Budget) => LocalMs[] {
  const isOn = dayFilter(rule);
  const timesFrom = timesOfPeriod(rule, start);
  return (days, periodStart, budget) => {
    const moments: LocalMs[] = [];
    for (const day of days) {
      budget.spend();
      if (!isOn(day)) continue;
      const times = timesFrom(periodStart);
      budget.spend(times.length);
      for (const time of times) moments.push(day * DAY_MS + time);
    }
    return rule.bySetPos.length === 0 ? moments : atPositions(moments, rule.bySetPos);
  };
}

function atPositions(moments: readonly LocalMs[], positions: readonly number[]): LocalMs[] {
  const chosen = positions.map((position) => moments.at(position > 0 ? position - 1 : position));
  return [...new Set(chosen.filter((moment) => moment !== undefined))].toSorted((a, b) => a - b);
}

/** Whether a day passes every rule about days. */
function dayFilter(rule: RecurrenceRule): (day: DayNumber) => boolean {
  const { byMonth, byYearDay, byMonthDay, byDay } = rule;
  const monthly = rule.frequency === 'MONTHLY' || byMonth.length > 0;
  return (day) => {
    const date = new Date(day * DAY_MS);
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    if (byMonth.length > 0 && !byMonth.includes(month + 1)) return false;
    const monthLength = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    if (!isListed(byMonthDay, dayOfMonth, monthLength)) return false;
    const yearStart = Date.UTC(year, 0, 1) / DAY_MS;
    const yearLength = Date.UTC(year + 1, 0, 1) / DAY_MS - yearStart;
    const dayOfYear = day - yearStart + 1;
    if (!isListed(byYearDay, dayOfYear, yearLength)) return false;
    if (byDay.length === 0) return true;
    const weekday = weekdayOf(day);
    const [place, length] = monthly ? [dayOfMonth, monthLength] : [dayOfYear, yearLength];
    return byDay.some((by) => by.weekday === weekday && isNth(by.nth, place, length));
  };
}

/** Whether the list names the place, counted from 1, or from -1 at the end; an empty list names all. */
function isListed(list: readonly number[], place: number, length: number): boolean {
  return list.length === 0 || list.includes(place) || list.includes(place - length - 1);
}

function isNth(nth: number, place: number, length: number): boolean {
  if (nth === 0) return true;
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}

/** The times of day of one period: all that BYHOUR, BYMINUTE and BYSECOND name, or the start's, or the period's own. */
function timesOfPeriod(rule: RecurrenceRule, start: LocalMs): (periodStart: LocalMs) => number[] {
  const { frequency } = rule;
  const startTime = timeParts(start);
  // A period of an hour or less is itself a time of day, and a list then passes it or does not.
  const fixed = { HOURLY: 1, MINUTELY: 2, SECONDLY: 3 }[frequency as string] ?? 0;
  const lists = [rule.byHour, rule.byMinute, rule.bySecond].map((list) =>
    [...new Set(list)].toSorted((a, b) => a - b),
  );
  const combine = (periodStart: LocalMs): number[] => {
    const own = timeParts(periodStart);
    const parts = lists.map((list, index) => {
      if (index < fixed) return list.length === 0 || list.includes(own[index]!) ? [own[index]!] : [];
      return list.length > 0 ? list : [startTime[index]!];
    });
    const [hours = [], minutes = [], seconds = []] = parts;
    return hours.flatMap((hour) =>
      minutes.flatMap((minute) => seconds.map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
    );
  };
  if (fixed > 0) return combine;
  const always = combine(start);
  return () => always;
}

function timeParts(local: LocalMs): [hour: number, minute: number, second: number] {
  const date = new Date(local);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
}
