import { z } from 'zod';
import { type CardEntry, checkCardEntry } from '../domain/card-entry.ts';
import { cardOfAlias, type TestCard, testCard } from '../domain/cards.ts';
import { type CardMethod, newPaymentMethod } from '../domain/payment-method.ts';
import type { Entry, Ledger } from '../ledger.ts';
import { invalidRequest, noSuchPaymentMethod } from '../refusals.ts';
import * as p from './parameters.ts';

const address = z.record(z.string(), z.string());

/** `payment_method_data`: a card typed into a form, never stored as such. */
export const paymentMethodData = z.strictObject({
  type: z.literal('card'),
  card: z.strictObject({
    number: z.string().transform((text) => text.replaceAll(/[\s-]/g, '')),
    exp_month: p.count,
    exp_year: p.count.transform((year) => (year < 100 ? 2_000 + year : year)),
    cvc: z.string().optional(),
  }),
  billing_details: z
    .strictObject({
      name: z.string().optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
      address: address.optional(),
    })
    .optional(),
  allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional(),
  metadata: p.metadata.optional(),
});

/** How a payer may be named to pay: by a payment method that exists, or by a card. */
export const paymentMethodParameters = {
  payment_method: z.string().optional(),
  payment_method_data: paymentMethodData.optional(),
};

export type Means = { readonly method: CardMethod; readonly card: TestCard; readonly fresh?: Entry };

type Named = {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: z.output<typeof paymentMethodData> | undefined;
};

/**
 * Checks what a request says of how to pay, before anything is touched; the result gets it, once there are books to look in.
 * @throws StripeRefusal 402 for a card that can't exist
 */
export function readMeans(
  { payment_method: id, payment_method_data: data }: Named,
  now: Date,
): ((ledger: Ledger) => Promise<Means>) | undefined {
  if (id && data) {
    throw invalidRequest(
      'You may only specify one of these parameters: payment_method, payment_method_data.',
      {
        code: 'parameters_exclusive',
      },
    );
  }
  if (id) return (ledger) => meansOf(id, ledger);
  if (!data) return undefined;
  const { number, exp_month, exp_year, cvc } = data.card;
  const entry: CardEntry = {
    number,
    expMonth: exp_month,
    expYear: exp_year,
    ...(cvc === undefined ? {} : { cvc }),
  };
  checkCardEntry(entry, now);
  const { name, email, address: at } = data.billing_details ?? {};
  return async () => made(entry, { name, email, country: at?.country }, now);
}

/** @throws StripeRefusal 400 when there is no such payment method */
export async function meansOf(id: string, ledger: Ledger): Promise<Means> {
  const alias = cardOfAlias(id);
  if (alias) {
    const expYear = ledger.now.getUTCFullYear() + 1;
    const cvc = '123';
    return made({ number: alias.number, expMonth: 12, expYear, cvc }, {}, ledger.now);
  }
  const found = await ledger.findMethod(id);
  if (!found) throw noSuchPaymentMethod(id);
  return { method: found.method, card: testCard(found.cardNumber) };
}

function made(entry: CardEntry, billing: Parameters<typeof newPaymentMethod>[1], now: Date): Means {
  const method = newPaymentMethod(entry, billing, Math.floor(now.getTime() / 1_000));
  return {
    method,
    card: testCard(entry.number),
    fresh: { object: method, cardNumber: entry.number },
  };
}
