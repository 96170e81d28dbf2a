import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceOf } from '../../../../subgraphs/therapists/fees/price.rules.ts';

const cents = fc.integer({ min: 0, max: 1_000_000 });

it('leaves the fee less the rebate', () => {
  expect(priceOf(26_000, 14_905)).toEqual({
    fee: { cents: 26_000, currency: 'AUD' },
    rebate: { cents: 14_905, currency: 'AUD' },
    gap: { cents: 11_095, currency: 'AUD' },
  });
});

it('has no rebate where Medicare pays nothing', () => {
  expect(priceOf(15_000, null)).toMatchObject({ rebate: null, gap: { cents: 15_000 } });
  expect(priceOf(15_000, 0)).toMatchObject({ rebate: null, gap: { cents: 15_000 } });
  expect(priceOf(0, 14_905)).toMatchObject({ fee: { cents: 0 }, rebate: null, gap: { cents: 0 } });
});

it('pays no more than was charged', () => {
  expect(priceOf(10_000, 14_905)).toMatchObject({ rebate: { cents: 10_000 }, gap: { cents: 0 } });
});

it('always adds up, and never leaves less than nothing', () => {
  fc.assert(
    fc.property(cents, fc.option(cents), (fee, rebate) => {
      const price = priceOf(fee, rebate);
      expect((price.rebate?.cents ?? 0) + price.gap.cents).toBe(fee);
      expect(price.gap.cents).toBe(Math.max(0, fee - (rebate ?? 0)));
    }),
  );
});
