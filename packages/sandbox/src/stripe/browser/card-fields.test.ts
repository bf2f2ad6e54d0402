import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryOf, faultOf, groupCvc, groupExpiry, groupNumber } from './card-fields.ts';

const now = new Date(2026, 10, 24);
const good = { number: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123' };

describe('a card number', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['42424', '4242 4'],
    ['', ''],
    ['4242-4242 4242x42429999', '4242 4242 4242 4242'],
  ])('typed as %s shows as %s', (typed, shown) => {
    expect(groupNumber(typed)).toBe(shown);
  });

  it('keeps its digits, however it is typed and however often it is grouped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{0,15}$/), (digits) => {
        expect(groupNumber(digits).replaceAll(' ', '')).toBe(digits);
        expect(groupNumber(groupNumber(digits))).toBe(groupNumber(digits));
      }),
    );
  });

  it.each([
    ['4242', 'incomplete_number'],
    ['4242 4242 4242 4241', 'invalid_number'],
    ['3782 822463 1000', 'incomplete_number'],
  ])('%s is %s', (number, code) => {
    expect(faultOf('number', { ...good, number }, now)?.code).toBe(code);
  });
});

describe('an expiration date', () => {
  it.each([
    ['1234', '12 / 34'],
    ['12/34', '12 / 34'],
    ['12/2034', '12 / 34'],
    ['12 / 34', '12 / 34'],
    ['3', '03'],
    ['3/34', '03 / 34'],
    ['1', '1'],
    ['12', '12'],
    ['', ''],
  ])('typed as %s shows as %s', (typed, shown) => {
    expect(groupExpiry(typed)).toBe(shown);
  });

  it('is read as month and year', () => {
    expect(expiryOf('03 / 34')).toEqual({ month: 3, year: 2034 });
  });

  it.each([
    ['12', 'incomplete_expiry'],
    ['13 / 34', 'invalid_expiry_month'],
    ['00 / 34', 'invalid_expiry_month'],
    ['12 / 25', 'invalid_expiry_year_past'],
    ['10 / 26', 'invalid_expiry_month_past'],
  ])('%s is %s', (expiry, code) => {
    expect(faultOf('expiry', { ...good, expiry }, now)?.code).toBe(code);
  });

  it('is good until the end of its month', () => {
    expect(faultOf('expiry', { ...good, expiry: '11 / 26' }, now)).toBeUndefined();
  });
});

describe('a security code', () => {
  it('has three digits, four with American Express', () => {
    expect(groupCvc('12345', good.number)).toBe('123');
    expect(groupCvc('12345', '3782')).toBe('1234');
    expect(faultOf('cvc', { ...good, cvc: '12' }, now)?.code).toBe('incomplete_cvc');
    expect(faultOf('cvc', { ...good, number: '3782', cvc: '123' }, now)?.code).toBe('incomplete_cvc');
    expect(faultOf('cvc', good, now)).toBeUndefined();
  });
});
