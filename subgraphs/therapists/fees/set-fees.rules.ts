import { badInput } from '../../shared/errors.ts';

/** One fee as the therapist wants it. */
export interface WantedFee {
  cents: number;
  /** `YYYY-MM-DD` in the therapist's time zone. */
  effectiveFrom: string;
}

export const maxFeeCents = 1_000_000;
export const maxFeesAhead = 10;
/** How far ahead, in years, a fee may be announced. */
export const maxYearsAhead = 2;

/** The calendar day (`YYYY-MM-DD`) that an instant falls on in a time zone. */
export function localDay(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return format.format(instant);
}

/** The fees as asked for, soonest first; BAD_USER_INPUT for what cannot be. What has been charged is history: no day before today. */
export function requireFees(fees: readonly WantedFee[], today: string): WantedFee[] {
  if (fees.length > maxFeesAhead) throw badInput(`fees must be at most ${maxFeesAhead}.`, 'fees');
  const latest = `${Number(today.slice(0, 4)) + maxYearsAhead}${today.slice(4)}`;
  for (const [index, { cents, effectiveFrom }] of fees.entries()) {
    if (cents < 0 || cents > maxFeeCents)
      throw badInput(`cents must be from 0 to ${maxFeeCents}.`, `fees.${index}.cents`);
    if (effectiveFrom < today)
      throw badInput(`effectiveFrom must be ${today} or later.`, `fees.${index}.effectiveFrom`);
    if (effectiveFrom > latest)
      throw badInput(`effectiveFrom must be ${latest} or sooner.`, `fees.${index}.effectiveFrom`);
  }
  if (new Set(fees.map(({ effectiveFrom }) => effectiveFrom)).size < fees.length)
    throw badInput('fees must name each day once.', 'fees');
  return fees.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}
