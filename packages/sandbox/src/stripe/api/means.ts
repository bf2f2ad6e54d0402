import { z } from 'zod';
import { type CardEntry, checkCardEntry } from '../domain/card-entry.ts';
import { cardOfAlias } from '../domain/cards.ts';
import {
  type Billing,
  type Means,
  meansOf,
  newCardMethod,
  newDebitMethod,
} from '../domain/payment-method.ts';
import { accountOfAlias, type TestAccount } from '../domain/test-accounts.ts';
import type { Entry, Ledger } from '../ledger.ts';
import { invalidRequest, noSuchPaymentMethod } from '../refusals.ts';
import { accountIn, sepaDebit, usBankAccount } from './bank-account.ts';
import * as p from './parameters.ts';

const described = {
  billing_details: z
    .strictObject({
      name: z.string().optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
      address: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  metadata: p.metadata.optional(),
};

/** `payment_method_data`: a card or an account typed into a form, never stored as such. */
export const paymentMethodShape = {
  ...described,
  type: z.enum(['card', 'sepa_debit', 'us_bank_account']),
  card: z
    .strictObject({
      number: z.string().transform((text) => text.replaceAll(/[\s-]/g, '')),
      exp_month: p.count,
      exp_year: p.count.transform((year) => (year < 100 ? 2_000 + year : year)),
      cvc: z.string().optional(),
    })
    .optional(),
  sepa_debit: sepaDebit.optional(),
  us_bank_account: usBankAccount.optional(),
};

const paymentMethodData = z.strictObject(paymentMethodShape);

/** How a payer may be named to pay: by a payment method that exists, or by a card or an account. */
export const paymentMethodParameters = {
  payment_method: z.string().optional(),
  payment_method_data: paymentMethodData.optional(),
};

/** What pays, and what is to be written down of it if it is new. */
export type Given = { readonly means: Means; readonly fresh?: Entry };

type Named = {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: z.output<typeof paymentMethodData> | undefined;
};

/**
 * Checks what a request says of how to pay, before anything is touched; the result gets it, once there are books to look in.
 * @throws StripeRefusal 402 for a card that can't exist, 400 for an account that can't
 */
export function readMeans(
  { payment_method: id, payment_method_data: data }: Named,
  now: Date,
): ((ledger: Ledger) => Promise<Given>) | undefined {
  if (id && data) {
    throw invalidRequest(
      'You may only specify one of these parameters: payment_method, payment_method_data.',
      { code: 'parameters_exclusive' },
    );
  }
  if (id) return (ledger) => meansNamed(id, ledger);
  if (!data) return undefined;
  const made = data.type === 'card' ? byCard(data, now) : byAccount(data, now);
  return async () => made;
}

type Data = z.output<typeof paymentMethodData>;

function byCard({ card, billing_details }: Data, now: Date): Given {
  if (!card) throw missing('card');
  const { number, exp_month, exp_year, cvc } = card;
  const entry: CardEntry = {
    number,
    expMonth: exp_month,
    expYear: exp_year,
    ...(cvc === undefined ? {} : { cvc }),
  };
  checkCardEntry(entry, now);
  return newCard(entry, billing_details ?? {}, now);
}

function byAccount(data: Data, now: Date): Given {
  const { billing_details: billing = {} } = data;
  const account = accountIn(data);
  if (!billing.name) throw missing('billing_details[name]');
  if (account.type === 'sepa_debit' && !billing.email) throw missing('billing_details[email]');
  return newAccount(account, billing, now);
}

/** @throws StripeRefusal 400 when there is no such payment method */
export async function meansNamed(id: string, ledger: Ledger): Promise<Given> {
  const card = cardOfAlias(id);
  if (card) {
    const expYear = ledger.now.getUTCFullYear() + 1;
    const entry = { number: card.number, expMonth: 12, expYear, cvc: '123' };
    return newCard(entry, card.checks ? { address: someAddress } : {}, ledger.now);
  }
  const account = accountOfAlias(id);
  if (account) return newAccount(account, { name: 'Jenny Rosen', email: 'jenny@example.com' }, ledger.now);
  const means = await ledger.findMeans(id);
  if (!means) throw noSuchPaymentMethod(id);
  return { means };
}

const someAddress = { line1: '1 Main Street', postal_code: '10115', country: 'US' };

function newCard(entry: CardEntry, billing: Billing, now: Date): Given {
  const method = newCardMethod(entry, billing, secondsOf(now));
  return { means: meansOf(method, entry.number), fresh: { object: method, number: entry.number } };
}

function newAccount(account: TestAccount, billing: Billing, now: Date): Given {
  const method = newDebitMethod(account, billing, secondsOf(now));
  return {
    means: { kind: 'debit', method, account },
    fresh: { object: method, number: account.number },
  };
}

const missing = (param: string) =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1_000);
