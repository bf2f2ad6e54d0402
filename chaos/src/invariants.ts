import type { Booking, Picture, Policy, Session } from './picture.ts';

/** What must be true once all is quiet, told of Stripe's own books: each line names what breaks it. */
export function violationsIn(picture: Picture): string[] {
  return [
    ...overlaps(picture),
    ...confirmedWithoutPayment(picture),
    ...moneyWithoutLesson(picture),
    ...refundsOverCaptured(picture),
    ...booksThatDiffer(picture),
    ...pagesThatDiffer(picture),
    ...slotsOfEndedBookings(picture),
  ];
}

const liveSessions = new Set(['PENDING_PAYMENT', 'CONFIRMED', 'COMPLETED']);
const isTaught = (session: Session | undefined) =>
  session?.status === 'CONFIRMED' || session?.status === 'COMPLETED';

type Span = { readonly id: string; readonly of: string; readonly from: Date; readonly to: Date };

/** I1: no two live holds or sessions of one tutor, or of one student, overlap. */
function overlaps({ holds, sessions }: Picture): string[] {
  const live = sessions.filter(({ status }) => liveSessions.has(status));
  const spans = (who: 'tutorId' | 'studentId'): Span[][] => [
    holds.map((hold) => ({ id: hold.bookingId, of: hold[who], from: hold.from, to: hold.to })),
    live.map((session) => ({
      id: session.sessionId,
      of: session[who],
      from: session.scheduledAt,
      to: session.endsAt,
    })),
  ];
  return (['tutorId', 'studentId'] as const).flatMap((who) =>
    spans(who).flatMap((kind) =>
      pairs(kind).map(([a, b]) => `I1: ${a.id} and ${b.id} of ${who} ${a.of} overlap`),
    ),
  );
}

/** The pairs that overlap: sorted by their start, only neighbours of one person can be the first to. */
function pairs(spans: readonly Span[]): [Span, Span][] {
  const sorted = [...spans].sort((a, b) => a.of.localeCompare(b.of) || a.from.getTime() - b.from.getTime());
  return sorted.flatMap((span, n): [Span, Span][] => {
    const next = sorted[n + 1];
    return next && next.of === span.of && next.from < span.to ? [[span, next]] : [];
  });
}

const intentsOf = ({ ledger }: Picture, sessionId: string) =>
  ledger.payment_intents.filter(
    ({ status, metadata }) => status === 'succeeded' && metadata.sessionId === sessionId,
  );

/** I2: a confirmed session has exactly one succeeded intent, of the right amount and currency. */
function confirmedWithoutPayment(picture: Picture): string[] {
  const bookings = byId(picture.bookings);
  return picture.sessions.filter(isTaught).flatMap(({ sessionId, status }) => {
    const booking = bookings.get(sessionId);
    const intents = intentsOf(picture, sessionId);
    const [intent] = intents;
    if (intents.length !== 1 || !intent)
      return [`I2: ${sessionId} is ${status} with ${intents.length} succeeded intents`];
    const isRight = intent.amount_received === booking?.amount && intent.currency === booking.currency;
    return isRight
      ? []
      : [`I2: ${sessionId} is ${status} and was paid ${intent.amount_received} ${intent.currency}`];
  });
}

/** I3: each succeeded intent is a lesson, or was cancelled with exactly what its policy grants, or is refunded in full. */
function moneyWithoutLesson(picture: Picture): string[] {
  const bookings = byId(picture.bookings);
  const sessions = new Map(picture.sessions.map((session) => [session.sessionId, session]));
  return picture.ledger.payment_intents
    .filter(({ status }) => status === 'succeeded')
    .flatMap(({ id, amount_received: captured, metadata: { sessionId } }) => {
      const session = sessions.get(sessionId);
      if (isTaught(session)) return [];
      const owed = owedFor(captured, session, bookings.get(sessionId));
      const refunded = refundedOf(picture, id);
      const stands = session ? `${session.status} session` : 'no session';
      return refunded === owed
        ? []
        : [`I3: ${id} for ${sessionId} (${stands}) gave ${refunded} of ${owed} back`];
    });
}

const hour = 3_600_000;

/** What must have gone back of what was captured for a lesson that doesn't take place. */
function owedFor(captured: number, session: Session | undefined, booking: Booking | undefined): number {
  if (!session?.cancelledAt || !session.cancelledBy || !booking) return captured;
  if (session.cancelledBy === session.tutorId) return captured;
  return Math.ceil(
    (booking.amount * percentAt(booking.policy, session.scheduledAt, session.cancelledAt)) / 100,
  );
}

const percentAt = ({ tiers }: Policy, start: Date, at: Date): number =>
  tiers.find(({ hoursBefore }) => start.getTime() - at.getTime() >= hoursBefore * hour)?.percent ?? 0;

const goneBack = new Set(['succeeded', 'pending']);
const refundedOf = ({ ledger }: Picture, intent: string): number =>
  ledger.refunds
    .filter((refund) => refund.payment_intent === intent && goneBack.has(refund.status))
    .reduce((sum, { amount }) => sum + amount, 0);

/** I4: never more goes back than came. */
const refundsOverCaptured = (picture: Picture): string[] =>
  picture.ledger.payment_intents.flatMap(({ id, amount_received: captured }) => {
    const refunded = refundedOf(picture, id);
    return refunded > captured ? [`I4: ${refunded} of ${captured} captured by ${id} went back`] : [];
  });

const statusAtStripe: Record<string, string> = { succeeded: 'SUCCEEDED', canceled: 'CANCELED' };

/** I5: our payments and refunds are Stripe's. */
function booksThatDiffer({ payments, ledger }: Picture): string[] {
  const line = (id: string, ...facts: readonly (string | number | null)[]) => [id, ...facts].join(' ');
  return [
    ...differences(
      'payment',
      payments
        .filter(({ stripePaymentIntentId }) => stripePaymentIntentId)
        .map((payment) =>
          line(payment.paymentId, payment.stripePaymentIntentId, payment.status, payment.amountReceived ?? 0),
        ),
      ledger.payment_intents.map(({ id, status, amount_received, metadata }) =>
        line(metadata.paymentId, id, statusAtStripe[status] ?? status, amount_received),
      ),
    ),
    ...differences(
      'refund',
      payments.flatMap(({ stripePaymentIntentId, refunds }) =>
        refunds
          .filter(({ stripeRefundId }) => stripeRefundId)
          .map(({ stripeRefundId, amount, status }) =>
            line(String(stripeRefundId), stripePaymentIntentId, amount, status),
          ),
      ),
      ledger.refunds.map(({ id, payment_intent, amount, status }) =>
        line(id, payment_intent, amount, status.toUpperCase()),
      ),
    ),
  ];
}

function differences(what: string, ours: readonly string[], stripes: readonly string[]): string[] {
  const [here, there] = [new Set(ours), new Set(stripes)];
  return [
    ...ours.filter((line) => !there.has(line)).map((line) => `I5: ${what} ${line} is ours alone`),
    ...stripes.filter((line) => !here.has(line)).map((line) => `I5: ${what} ${line} is Stripe’s alone`),
  ];
}

/** What students see is what is kept. */
function pagesThatDiffer({ shown, sessions, payments }: Picture): string[] {
  const kept = new Map(sessions.map(({ sessionId, status }) => [sessionId, status]));
  const paid = new Map(payments.map((payment) => [payment.paymentId, payment]));
  return shown.flatMap((page) => [
    ...page.sessions
      .filter(({ sessionId, status }) => kept.get(sessionId) !== status)
      .map(
        ({ sessionId, status }) =>
          `I5: session ${sessionId} is shown as ${status}, kept as ${kept.get(sessionId)}`,
      ),
    ...page.payments
      .filter(
        ({ paymentId, status }) => (paid.get(paymentId)?.status === 'SUCCEEDED') !== (status === 'SUCCEEDED'),
      )
      .map(({ paymentId, status }) => `I5: payment ${paymentId} is shown as ${status}`),
    ...page.payments
      .filter(({ paymentId, refunds }) => refunds.length !== paid.get(paymentId)?.refunds.length)
      .map(({ paymentId }) => `I5: payment ${paymentId} is shown without all of its refunds`),
  ]);
}

const ended = new Set(['REJECTED', 'EXPIRED', 'ABANDONED', 'REFUNDED', 'CANCELLED']);

/** I6: a booking that ended holds no slot, and what is confirmed holds its own. */
function slotsOfEndedBookings({ holds, bookings }: Picture): string[] {
  const statuses = new Map(bookings.map(({ bookingId, status }) => [bookingId, status]));
  const held = new Set(holds.map(({ bookingId }) => bookingId));
  return [
    ...holds
      .filter(({ bookingId }) => ended.has(statuses.get(bookingId) ?? 'EXPIRED'))
      .map(
        ({ bookingId }) =>
          `I6: booking ${bookingId} is ${statuses.get(bookingId) ?? 'gone'} and holds its slot`,
      ),
    ...bookings
      .filter(({ bookingId, status }) => status === 'CONFIRMED' && !held.has(bookingId))
      .map(({ bookingId }) => `I6: booking ${bookingId} is CONFIRMED and holds no slot`),
  ];
}

const byId = (bookings: readonly Booking[]) =>
  new Map(bookings.map((booking) => [booking.bookingId, booking]));
