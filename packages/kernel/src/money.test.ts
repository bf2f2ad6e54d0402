import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, minorDigits, priceFor } from './money.ts';

describe('the price of a lesson', () => {
  it.each([
    [{ amount: 4000, currency: 'EUR' }, 60, 4000],
    [{ amount: 4000, currency: 'EUR' }, 90, 6000],
    [{ amount: 4001, currency: 'EUR' }, 30, 2001],
    [{ amount: 100, currency: 'EUR' }, 50, 83],
    [{ amount: 4501, currency: 'JPY' }, 30, 2251],
    [{ amount: 10, currency: 'GBP' }, 60, 30],
    [{ amount: 400, currency: 'SEK' }, 30, 300],
  ])('of %o for %i minutes is %i', (hourlyRate, minutes, amount) => {
    expect(priceFor(hourlyRate, minutes)).toEqual({ amount, currency: hourlyRate.currency });
  });

  it('is whole, as near as half a unit, and never lower for longer', () => {
    const rate = fc.integer({ min: 1000, max: 10_000_000 });
    fc.assert(
      fc.property(rate, fc.integer({ min: 30, max: 240 }), (amount, minutes) => {
        const price = priceFor({ amount, currency: 'EUR' }, minutes).amount;
        expect(Number.isSafeInteger(price)).toBe(true);
        expect(Math.abs(price - (amount * minutes) / 60)).toBeLessThanOrEqual(0.5);
        expect(priceFor({ amount, currency: 'EUR' }, minutes + 1).amount).toBeGreaterThanOrEqual(price);
      }),
    );
  });

  it('is refused in a currency that we know no minimum charge of', () => {
    expect(() => priceFor({ amount: 4000, currency: 'XTS' }, 60)).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });
});

describe('money in words', () => {
  it('has the minor digits of its currency', () => {
    expect([minorDigits('EUR'), minorDigits('JPY')]).toEqual([2, 0]);
    expect(formatMoney({ amount: 4250, currency: 'EUR' })).toBe('€42.50');
    expect(formatMoney({ amount: 4500, currency: 'JPY' })).toBe('¥4,500');
    expect(formatMoney({ amount: 123450, currency: 'EUR' }, 'de').replace(/\s/g, ' ')).toBe('1.234,50 €');
  });
});
