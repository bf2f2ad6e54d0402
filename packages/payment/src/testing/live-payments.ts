import { expect, vi } from 'vitest';
import { anOrder } from './orders.ts';
import { intentIdIn, type PaymentStack } from './payment-stack.ts';

/** An order whose intent is open at Stripe. */
export async function openPayment({ payment }: PaymentStack) {
  const order = anOrder();
  const opening = await payment.createPaymentIntentForSession(order);
  return { order, opening, intentId: intentIdIn(opening) };
}

/** One that is paid, and known here as such. */
export async function paidPayment(stack: PaymentStack, card?: string) {
  const { order, intentId } = await openPayment(stack);
  await stack.pay(intentId, card);
  const { paymentId } = order;
  await vi.waitFor(async () => expect(await stack.payment.paidPayment(paymentId)).toBeDefined(), 10_000);
  return { order, intentId };
}
