import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';

type Blank = {
  readonly id: string;
  readonly intent: Stripe.PaymentIntent;
  readonly method: Stripe.PaymentMethod;
  readonly details: Stripe.Charge.PaymentMethodDetails;
  readonly now: number;
};

/** A charge of which nobody has said yet whether it will be paid. */
export const blankCharge = ({ id, intent, method, details, now }: Blank): Stripe.Charge => ({
  id,
  object: 'charge',
  amount: intent.amount,
  amount_captured: 0,
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: method.billing_details,
  calculated_statement_descriptor: intent.statement_descriptor ?? 'SANDBOX',
  captured: false,
  created: now,
  currency: intent.currency,
  customer: null,
  description: intent.description,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: intent.metadata,
  on_behalf_of: null,
  outcome: approved,
  paid: false,
  payment_intent: intent.id,
  payment_method: method.id,
  payment_method_details: details,
  radar_options: {},
  receipt_email: intent.receipt_email,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: intent.statement_descriptor,
  statement_descriptor_suffix: intent.statement_descriptor_suffix,
  status: 'pending',
  transfer_data: null,
  transfer_group: intent.transfer_group,
});

/** The charge once its money is there. */
export const paidCharge = (charge: Stripe.Charge): Stripe.Charge => ({
  ...charge,
  amount_captured: charge.amount,
  balance_transaction: newStripeId('txn_3'),
  captured: true,
  paid: true,
  receipt_url: `https://pay.stripe.com/receipts/payment/${charge.id}`,
  status: 'succeeded',
});

/** What a bank says that has no objection. */
export const approved: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 20,
  seller_message: 'Payment complete.',
  type: 'authorized',
};
