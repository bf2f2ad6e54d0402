import type Stripe from 'stripe';
import type { Books, PaymentRow, SessionRow } from './books.ts';
import { type Check, violation } from './violation.ts';

const took = ({ status }: Stripe.PaymentIntent): boolean => status === 'succeeded';
const sentBack = ({ status }: Stripe.Refund): boolean => status === 'succeeded' || status === 'pending';
const total = (refunds: readonly Stripe.Refund[]): number =>
  refunds.filter(sentBack).reduce((sum, { amount }) => sum + amount, 0);
const intentsOf = ({ stripe }: Books, sessionId: string): readonly Stripe.PaymentIntent[] =>
  stripe.intents.filter(({ metadata }) => metadata.sessionId === sessionId);
const refundsOf = ({ stripe }: Books, intent: Stripe.PaymentIntent): readonly Stripe.Refund[] =>
  stripe.refunds.filter(({ payment_intent }) => payment_intent === intent.id);
const isHeldTo = (status: string | undefined): boolean => status === 'CONFIRMED' || status === 'COMPLETED';

/** A lesson that takes place has been paid once, and what it costs. */
export const paidOnce: Check = ({ books }) =>
  books.sessions
    .filter(({ status }) => isHeldTo(status))
    .flatMap((session) => {
      const booking = books.bookings.find(({ id }) => id === session.id);
      const paid = intentsOf(books, session.id).filter(took);
      if (!booking) return violation('I2', `session ${session.id} has no booking`);
      if (paid.length !== 1)
        return violation('I2', `session ${session.id} is ${session.status} with ${paid.length} successes`);
      return paid
        .filter(
          ({ amount_received, currency }) =>
            amount_received !== booking.amount || currency.toUpperCase() !== booking.currency,
        )
        .flatMap(({ id }) => violation('I2', `intent ${id} is not what session ${session.id} costs`));
    });

/** What the policy of its booking grants for a lesson that somebody cancelled; else all that came. */
function owedOf({ bookings }: Books, intent: Stripe.PaymentIntent, session: SessionRow | undefined): number {
  const booking = bookings.find(({ id }) => id === session?.id);
  if (!booking || !session?.cancelledBy || !session.cancelledAt) return intent.amount_received;
  if (session.cancelledBy === booking.tutorId) return booking.amount;
  const hoursLeft = (booking.startsAt.getTime() - session.cancelledAt.getTime()) / 3_600_000;
  const percent = booking.policy.tiers.find(({ hoursBefore }) => hoursLeft >= hoursBefore)?.percent ?? 0;
  return Math.ceil((booking.amount * percent) / 100);
}

/** What a bank took back for good. */
const takenBack = ({ stripe }: Books, intent: Stripe.PaymentIntent): number =>
  stripe.disputes
    .filter(({ payment_intent, status }) => payment_intent === intent.id && status === 'lost')
    .reduce((sum, { amount }) => sum + amount, 0);

/** Money that came is a lesson, or went back: as much as is owed, and not more but for what others sent or took. */
export const noMoneyKept: Check = ({ books }) =>
  books.stripe.intents.filter(took).flatMap((intent) => {
    const { sessionId } = intent.metadata;
    const session = books.sessions.find(({ id }) => id === sessionId);
    const refunds = refundsOf(books, intent);
    const ours = total(refunds.filter(({ metadata }) => metadata?.refundId !== undefined));
    const others = total(refunds) - ours + takenBack(books, intent);
    const owed = isHeldTo(session?.status) ? 0 : owedOf(books, intent, session);
    const isRight = others === 0 ? ours === owed : ours <= owed && ours + others >= owed;
    const state = `intent ${intent.id} (session ${sessionId}, ${session?.status ?? 'none'})`;
    return isRight ? [] : violation('I3', `${state}: ${ours} of ${owed} went back, ${others} by others`);
  });

/** Never more goes back than came. */
export const neverTooMuchBack: Check = ({ books }) =>
  books.stripe.intents.flatMap((intent) => {
    const back = total(refundsOf(books, intent));
    return back <= intent.amount_received
      ? []
      : violation('I4', `${back} went back of the ${intent.amount_received} of intent ${intent.id}`);
  });

const fits = (row: PaymentRow, intent: Stripe.PaymentIntent): boolean => {
  switch (row.status) {
    case 'SUCCEEDED':
      return took(intent) && row.received === intent.amount_received;
    case 'CANCELED':
      return intent.status === 'canceled';
    default:
      return !took(intent) && intent.status !== 'canceled';
  }
};

/** Our books say of money what Stripe's say. */
export const sameBooks: Check = ({ books }) => [
  ...books.payments.flatMap((row) => {
    if (row.intentId === null) return [];
    const intent = books.stripe.intents.find(({ id }) => id === row.intentId);
    if (!intent) return violation('I5', `payment ${row.id} names intent ${row.intentId}, which isn't there`);
    return fits(row, intent)
      ? []
      : violation('I5', `payment ${row.id} is ${row.status}, intent ${intent.id} is ${intent.status}`);
  }),
  ...books.stripe.intents
    .filter(
      (intent) =>
        intent.status !== 'canceled' && !books.payments.some(({ intentId }) => intentId === intent.id),
    )
    .flatMap(({ id, status }) => violation('I5', `intent ${id} is ${status}, and no payment names it`)),
  ...books.stripe.refunds.flatMap((refund) => {
    const row = books.refunds.find(({ stripeId }) => stripeId === refund.id);
    if (!row) return violation('I5', `refund ${refund.id} (${refund.status}) is in no row of ours`);
    return row.amount === refund.amount && row.status.toLowerCase() === refund.status
      ? []
      : violation(
          'I5',
          `refund ${row.id} is ${row.status} over ${row.amount}, at Stripe ${refund.status} over ${refund.amount}`,
        );
  }),
  ...books.refunds
    .filter(({ stripeId, status }) => stripeId === null && status !== 'FAILED')
    .flatMap(({ id, status }) => violation('I5', `refund ${id} is ${status} and never reached Stripe`)),
];
