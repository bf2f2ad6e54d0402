import { z } from 'zod';
import { testRoutingNumber } from '../domain/payment-method.ts';
import { type DebitType, isIban, type TestAccount, testAccount } from '../domain/test-accounts.ts';
import { invalidRequest } from '../refusals.ts';

export const sepaDebit = z.strictObject({
  iban: z.string().transform((text) => text.replaceAll(/\s/g, '').toUpperCase()),
});

export const usBankAccount = z.strictObject({
  routing_number: z.string(),
  account_number: z.string(),
  account_holder_type: z.enum(['individual', 'company']).optional(),
  account_type: z.enum(['checking', 'savings']).optional(),
});

type Data = {
  readonly type: string;
  readonly sepa_debit?: z.output<typeof sepaDebit> | undefined;
  readonly us_bank_account?: z.output<typeof usBankAccount> | undefined;
};

/**
 * The test account that was typed in.
 * @throws StripeRefusal 400 for an account that can't exist, and for one that might be somebody's
 */
export function accountIn({ type, sepa_debit, us_bank_account }: Data): TestAccount {
  if (type === 'sepa_debit') {
    if (!sepa_debit || !isIban(sepa_debit.iban)) {
      throw invalidRequest('The IBAN you provided is invalid.', {
        code: 'invalid_bank_account_iban',
        param: 'sepa_debit[iban]',
      });
    }
    return knownAccount(sepa_debit.iban, 'sepa_debit');
  }
  if (us_bank_account?.routing_number !== testRoutingNumber) {
    throw invalidRequest(`The routing number must be ${testRoutingNumber} in test mode.`, {
      code: 'routing_number_invalid',
      param: 'us_bank_account[routing_number]',
    });
  }
  return knownAccount(us_bank_account.account_number, 'us_bank_account');
}

function knownAccount(number: string, type: DebitType): TestAccount {
  const account = testAccount(number);
  if (account?.type === type) return account;
  throw invalidRequest(
    'You must use a test bank account number in test mode. Try one of those at https://stripe.com/docs/testing.',
    { code: 'account_number_invalid', param: type },
  );
}
