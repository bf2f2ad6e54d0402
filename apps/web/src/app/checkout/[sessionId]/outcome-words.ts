import type { View } from './checkout-state.ts';

export type OutcomeWords = {
  /** The state in a word or two. */
  readonly label: string;
  readonly title: string;
  readonly body: string;
  readonly tone: 'good' | 'wait' | 'bad';
  /** Where the person goes on: paying, another time, this lesson, or all of theirs. */
  readonly onward: 'pay' | 'rebook' | 'lesson' | 'sessions' | 'none';
};

const words: Record<View, OutcomeWords> = {
  confirming: {
    label: 'Payment pending',
    title: 'Confirming your lesson…',
    body: 'Your payment was sent. We are waiting for the last word on it; this takes a moment.',
    tone: 'wait',
    onward: 'none',
  },
  paid: {
    label: 'Paid',
    title: 'Confirming your lesson…',
    body: 'You have paid. We are writing it into both calendars.',
    tone: 'wait',
    onward: 'none',
  },
  processing: {
    label: 'Payment processing',
    title: 'Your bank is still processing',
    body: 'With this way of paying it takes a while. The time stays yours until your bank has answered, and we write to you then; you can close this page.',
    tone: 'wait',
    onward: 'sessions',
  },
  confirmed: {
    label: 'Confirmed',
    title: 'You’re booked',
    body: 'It is paid, and the time is yours.',
    tone: 'good',
    onward: 'sessions',
  },
  awaiting_payment: {
    label: 'Payment pending',
    title: 'Not paid yet',
    body: 'The time is still held for you. Pay to make it yours.',
    tone: 'wait',
    onward: 'pay',
  },
  declined: {
    label: 'Payment failed',
    title: 'The payment didn’t go through',
    body: 'You have not been charged, and the time is still held for you.',
    tone: 'bad',
    onward: 'pay',
  },
  expired: {
    label: 'Expired',
    title: 'The time ran out',
    body: 'It wasn’t paid in time, so it is open to others again. You have not been charged; should a late payment still arrive, it goes back to you.',
    tone: 'bad',
    onward: 'rebook',
  },
  slowly_failed: {
    label: 'Payment failed',
    title: 'Your bank didn’t make the payment',
    body: 'You have not been charged, and the time is open to others again. You can book it anew and pay another way.',
    tone: 'bad',
    onward: 'rebook',
  },
  abandoned: {
    label: 'Given up',
    title: 'You gave this time up',
    body: 'You have not been charged, and the time is open to others again.',
    tone: 'wait',
    onward: 'rebook',
  },
  cancelled: {
    label: 'Cancelled',
    title: 'This lesson was cancelled',
    body: 'It was booked and paid, and then called off. What goes back to you is shown with the lesson.',
    tone: 'bad',
    onward: 'lesson',
  },
  rejected: {
    label: 'Not available',
    title: 'Somebody was quicker',
    body: 'This time was taken before we could hold it for you. You have not been charged.',
    tone: 'bad',
    onward: 'rebook',
  },
  refunded: {
    label: 'Refunded',
    title: 'Your money is on its way back',
    body: 'The payment came through, but the lesson could not be booked any more. We are refunding all of it to the card you paid with; banks take up to ten days to show it.',
    tone: 'bad',
    onward: 'rebook',
  },
};

/** What a booking's state means for the payer; every state has words. */
export const outcomeWords = (view: View): OutcomeWords => words[view];
