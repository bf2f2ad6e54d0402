import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandOf, checkCardEntry, passesLuhn } from './card-entry.ts';
import { cardOfAlias, testCard } from './cards.ts';
import { accountOfAlias, isIban, testAccount, testAccounts } from './test-accounts.ts';

const now = new Date('2026-11-24T23:00:00Z');
const entry = { number: '4242424242424242', expMonth: 11, expYear: 2026, cvc: '123' };

describe('test cards', () => {
  it.each([
    ['pm_card_visa', '4242424242424242'],
    ['pm_card_chargeDeclined', '4000000000000002'],
    ['pm_card_authenticationRequired', '4000002760003184'],
    ['pm_card_pendingRefund', '4000000000007726'],
  ])('%s stands for %s', (alias, number) => {
    expect(cardOfAlias(alias)).toEqual(testCard(number));
    expect(passesLuhn(number)).toBe(true);
  });

  it('decline what is no test card', () => {
    expect(testCard('4111111111111111').decline).toMatchObject({ declineCode: 'test_mode_live_card' });
    expect(cardOfAlias('pm_other')).toBeUndefined();
  });
});

describe('a card number', () => {
  it('with one digit mistyped is never right', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const digits = [...entry.number];
        digits[at] = String((Number(digits[at]) + shift) % 10);
        expect(passesLuhn(digits.join(''))).toBe(false);
      }),
    );
  });

  it.each([
    ['4242', 'visa'],
    ['5555', 'mastercard'],
    ['2221', 'mastercard'],
    ['3782', 'amex'],
    ['6011', 'discover'],
    ['9999', 'unknown'],
  ])('%s… is of %s', (number, brand) => {
    expect(brandOf(number)).toBe(brand);
  });
});

describe('a typed card', () => {
  it('is good until the end of its month, with or without a code', () => {
    expect(() => checkCardEntry(entry, now)).not.toThrow();
    expect(() => checkCardEntry({ number: entry.number, expMonth: 1, expYear: 2040 }, now)).not.toThrow();
    expect(() => checkCardEntry({ ...entry, number: '378282246310005', cvc: '1234' }, now)).not.toThrow();
  });

  it.each([
    [{ number: '42' }, 'incorrect_number'],
    [{ expMonth: 0 }, 'invalid_expiry_month'],
    [{ expMonth: 10 }, 'invalid_expiry_month'],
    [{ expYear: 2025 }, 'invalid_expiry_year'],
    [{ expYear: 2095 }, 'invalid_expiry_year'],
    [{ cvc: '1234' }, 'invalid_cvc'],
  ])('with %j is refused as %s', (wrong, code) => {
    expect(() => checkCardEntry({ ...entry, ...wrong }, now)).toThrow(
      expect.objectContaining({ status: 402, body: expect.objectContaining({ code }) }),
    );
  });
});

describe('a test account', () => {
  it.each(testAccounts)('$number is known by number and by name', (account) => {
    expect(testAccount(account.number)).toBe(account);
    for (const alias of account.aliases) expect(accountOfAlias(alias)).toBe(account);
    expect(isIban(account.number)).toBe(account.type === 'sepa_debit');
  });

  it('with one digit of its IBAN mistyped cannot be', () => {
    const german = testAccounts.filter(({ type }) => type === 'sepa_debit').map(({ number }) => number);
    fc.assert(
      fc.property(
        fc.constantFrom(...german),
        fc.integer({ min: 2, max: 21 }),
        fc.integer({ min: 1, max: 9 }),
        (iban, at, shift) => {
          const signs = [...iban];
          signs[at] = String((Number(signs[at]) + shift) % 10);
          expect(isIban(signs.join(''))).toBe(false);
        },
      ),
    );
  });
});
