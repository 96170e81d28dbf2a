import { badInput } from '../shared/errors.ts';

/** Whether a text is a day, YYYY-MM-DD, that the calendar has and PostgreSQL too, which knows no year 0. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The day, or BAD_USER_INPUT; `LocalDate` lets the year 0 pass. */
export function requireDay(day: string, field: string): string {
  if (isCalendarDay(day)) return day;
  throw badInput(`${field} must be a day of the calendar, such as 2027-05-01.`, field);
}

/** Whether an instant is one that every reader of a year of four digits takes as it is meant: PostgreSQL writes `0099` where JavaScript reads 1999. */
export function isWritable(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1000 && year <= 9999;
}
