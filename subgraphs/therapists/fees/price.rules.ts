import { aud, type Money } from '../../shared/money.ts';

/** Length, in minutes, that a fee is shown with where no appointment is at hand. */
export const usualSessionMinutes = 50;

export interface Price {
  fee: Money;
  /** Null where Medicare pays nothing. */
  rebate: Money | null;
  gap: Money;
}

/**
 * What an appointment costs, what Medicare pays of it and what is left, so that `fee = rebate + gap` always holds. Medicare
 * never pays more than was charged, and a rebate of nothing is none.
 */
export function priceOf(feeCents: number, rebateCents: number | null): Price {
  const paid = Math.min(rebateCents ?? 0, feeCents);
  return { fee: aud(feeCents), rebate: paid === 0 ? null : aud(paid), gap: aud(feeCents - paid) };
}
