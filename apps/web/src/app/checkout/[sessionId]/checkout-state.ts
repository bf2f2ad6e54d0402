import type { Checkout, CheckoutState } from '@/trpc/answers.ts';

/** What Stripe said when the payer came back from it; nothing for whoever comes by another way. */
export type Arrival = 'succeeded' | 'processing' | 'failed' | undefined;

/** What a booking looks like to the payer: its state, or that we wait for news of a payment just made. */
export type View = CheckoutState | 'confirming' | 'slowly_failed';

/** Whether the payer can pay now. */
export const isPayable = (state: CheckoutState): boolean =>
  state === 'awaiting_payment' || state === 'declined';

/** Whether the payment is made and its outcome on the way. */
export const isUnderWay = (state: CheckoutState): boolean => state === 'processing' || state === 'paid';

/** What arrived with the address that Stripe, or our own form, sent the payer to. */
export function arrivalIn(redirectStatus: string | null): Arrival {
  if (redirectStatus === 'succeeded' || redirectStatus === 'processing') return redirectStatus;
  return redirectStatus === null ? undefined : 'failed';
}

/** Stripe told the browser first: until its webhook comes, a paid booking still reads as one to be paid. */
export function viewOf(state: CheckoutState, arrival: Arrival): View {
  if (state === 'paid') return 'confirming';
  if (state === 'expired' && arrival === 'processing') return 'slowly_failed';
  if (!isPayable(state)) return state;
  if (arrival === 'succeeded') return 'confirming';
  return arrival === 'processing' ? 'processing' : state;
}

/** When to ask for a payable booking again: soon when its time is up, for then its state is about to change. */
export function askAgainIn(
  checkout: Pick<Checkout, 'state' | 'expiresAt'> | undefined,
  now: number,
): number | false {
  if (!checkout || !isPayable(checkout.state)) return false;
  return now >= Date.parse(checkout.expiresAt) ? 2_000 : 15_000;
}

/** When to ask for the outcome again; quick while the payer looks on, never once nothing can change. */
export function pollIn(view: View, waited: number): number | false {
  if (view === 'confirming') return waited < 20_000 ? 700 : 3_000;
  return view === 'processing' ? 3_000 : false;
}
