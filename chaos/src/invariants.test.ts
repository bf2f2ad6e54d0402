import { describe, expect, it } from 'vitest';
import { violationsIn } from './invariants.ts';
import type { Picture } from './picture.ts';
import { unsettledIn } from './unsettled.ts';

const start = new Date('2026-03-02T10:00:00Z');
const hoursAfter = (hours: number) => new Date(start.getTime() + hours * 3_600_000);

type Changes = {
  readonly id?: string;
  readonly booking?: object;
  readonly session?: object | null;
  readonly hold?: object | null;
  readonly payment?: object;
  readonly intent?: object | null;
  readonly refunds?: { readonly amount: number; readonly status: string }[];
  readonly shown?: object;
};

/** What everybody knows of one lesson, paid and confirmed but for `changes`. */
function aLesson({
  id = '1',
  booking,
  session,
  hold,
  payment,
  intent,
  refunds = [],
  shown,
}: Changes = {}): Picture {
  const intentId = `pi_${id}`;
  const parties = { tutorId: 'tutor', studentId: 'student' };
  return {
    bookings: [
      {
        bookingId: id,
        status: 'CONFIRMED',
        amount: 4_501,
        currency: 'EUR',
        policy: {
          tiers: [
            { hoursBefore: 24, percent: 100 },
            { hoursBefore: 2, percent: 50 },
          ],
        },
        ...booking,
      },
    ],
    holds: hold === null ? [] : [{ bookingId: id, ...parties, from: start, to: hoursAfter(1), ...hold }],
    sessions:
      session === null
        ? []
        : [
            {
              sessionId: id,
              ...parties,
              scheduledAt: start,
              endsAt: hoursAfter(1),
              status: 'CONFIRMED',
              cancelledBy: null,
              cancelledAt: null,
              ...session,
            },
          ],
    payments: [
      {
        paymentId: `p_${id}`,
        sessionId: id,
        status: 'SUCCEEDED',
        amountReceived: 4_501,
        currencyReceived: 'EUR',
        stripePaymentIntentId: intentId,
        refunds: refunds.map(({ amount, status }, n) => ({
          stripeRefundId: `re_${id}_${n}`,
          amount,
          status: status.toUpperCase(),
        })),
        ...payment,
      },
    ],
    ledger: {
      payment_intents:
        intent === null
          ? []
          : [
              {
                id: intentId,
                status: 'succeeded',
                amount: 4_501,
                amount_received: 4_501,
                currency: 'EUR',
                metadata: { paymentId: `p_${id}`, sessionId: id },
                ...intent,
              },
            ],
      refunds: refunds.map(({ amount, status }, n) => ({
        id: `re_${id}_${n}`,
        payment_intent: intentId,
        amount,
        status,
      })),
    },
    waitingEvents: 0,
    shown: [
      {
        sessions: [],
        payments: [
          {
            paymentId: `p_${id}`,
            sessionId: id,
            amount: 4_501,
            currency: 'EUR',
            status: 'SUCCEEDED',
            refunds,
            ...shown,
          },
        ],
      },
    ],
  };
}

const together = (a: Picture, b: Picture): Picture => ({
  bookings: [...a.bookings, ...b.bookings],
  holds: [...a.holds, ...b.holds],
  sessions: [...a.sessions, ...b.sessions],
  payments: [...a.payments, ...b.payments],
  ledger: {
    payment_intents: [...a.ledger.payment_intents, ...b.ledger.payment_intents],
    refunds: [...a.ledger.refunds, ...b.ledger.refunds],
  },
  waitingEvents: a.waitingEvents + b.waitingEvents,
  shown: [...a.shown, ...b.shown],
});

const cancelled = (hoursBefore: number, by = 'student') => ({
  status: 'CANCELLED',
  cancelledBy: by,
  cancelledAt: hoursAfter(-hoursBefore),
});
const gone = { booking: { status: 'CANCELLED' }, hold: null };
const refund = (amount: number, status = 'succeeded') => [{ amount, status }];

describe('nothing is wrong', () => {
  it.each<[string, Changes]>([
    ['with a lesson that is paid', {}],
    ['with one that is over', { session: { status: 'COMPLETED' } }],
    ['when all comes back 24 hours before', { ...gone, session: cancelled(24), refunds: refund(4_501) }],
    [
      'when half comes back later, in favour of the student',
      { ...gone, session: cancelled(23), refunds: refund(2_251) },
    ],
    ['when nothing comes back at the end', { ...gone, session: cancelled(1) }],
    [
      'when the tutor cancels at the end',
      { ...gone, session: cancelled(1, 'tutor'), refunds: refund(4_501) },
    ],
    [
      'when a refund failed and another was sent',
      { ...gone, session: cancelled(24), refunds: [...refund(4_501, 'failed'), ...refund(4_501)] },
    ],
    [
      'when no lesson could be made and all came back',
      { booking: { status: 'REFUNDED' }, hold: null, session: null, refunds: refund(4_501) },
    ],
    [
      'when the lesson was withdrawn and all came back',
      {
        booking: { status: 'REFUNDED' },
        hold: null,
        session: { status: 'CANCELLED' },
        refunds: refund(4_501),
      },
    ],
    [
      'when nobody paid',
      {
        booking: { status: 'EXPIRED' },
        hold: null,
        session: null,
        payment: { status: 'CANCELED', amountReceived: null },
        intent: { status: 'canceled', amount_received: 0 },
        shown: { status: 'FAILED' },
      },
    ],
  ])('%s', (_, changes) => {
    expect(violationsIn(aLesson(changes))).toEqual([]);
    expect(unsettledIn(aLesson(changes))).toEqual([]);
  });

  it('with two lessons one after the other', () => {
    const next = { scheduledAt: hoursAfter(1), endsAt: hoursAfter(2) };
    const second = aLesson({ id: '2', session: next, hold: { from: hoursAfter(1), to: hoursAfter(2) } });
    expect(violationsIn(together(aLesson(), second))).toEqual([]);
  });
});

describe('it is found', () => {
  it.each<[string, RegExp, Changes]>([
    ['a confirmed lesson that nobody paid', /^I2: 1 is CONFIRMED with 0/, { intent: null }],
    [
      'a confirmed lesson paid wrongly',
      /^I2: 1 is CONFIRMED and was paid 45 EUR/,
      { intent: { amount_received: 45 } },
    ],
    ['a confirmed lesson paid in another currency', /^I2:.* 4501 USD/, { intent: { currency: 'USD' } }],
    ['money without a lesson', /^I3: pi_1 for 1 \(no session\) gave 0 of 4501/, { session: null }],
    [
      'money of a cancelled lesson',
      /^I3: .*CANCELLED session\) gave 0 of 4501/,
      { ...gone, session: cancelled(24) },
    ],
    [
      'too much back for a cancellation',
      /^I3: .* gave 4501 of 2251/,
      { ...gone, session: cancelled(3), refunds: refund(4_501) },
    ],
    [
      'a refund that failed',
      /^I3: .* gave 0 of 4501/,
      { ...gone, session: cancelled(24), refunds: refund(4_501, 'failed') },
    ],
    ['more back than came', /^I4: 9002 of 4501/, { refunds: [...refund(4_501), ...refund(4_501)] }],
    ['a payment that Stripe does not know', /^I5: payment .* ours alone/, { intent: null }],
    ['a payment that we do not know', /^I5: payment .* Stripe’s alone/, { payment: { status: 'CANCELED' } }],
    ['a payment shown as another', /^I5: payment p_1 is shown as FAILED/, { shown: { status: 'FAILED' } }],
    [
      'a refund that is not shown',
      /^I5: payment p_1 is shown without/,
      { refunds: refund(1), shown: { refunds: [] } },
    ],
    [
      'a slot of a booking that ended',
      /^I6: booking 1 is CANCELLED and holds/,
      { booking: { status: 'CANCELLED' } },
    ],
    ['a confirmed booking without its slot', /^I6: booking 1 is CONFIRMED and holds no/, { hold: null }],
  ])('%s', (_, expected, changes) => {
    expect(violationsIn(aLesson(changes))).toContainEqual(expect.stringMatching(expected));
  });

  it('two lessons at one time', () => {
    const half = { scheduledAt: hoursAfter(0.5), endsAt: hoursAfter(1.5) };
    const of = (session: object) =>
      together(aLesson(), aLesson({ id: '2', session: { ...half, ...session }, hold: null }));
    expect(violationsIn(of({ studentId: 'other' }))).toContain('I1: 1 and 2 of tutorId tutor overlap');
    expect(violationsIn(of({ tutorId: 'other' }))).toContain('I1: 1 and 2 of studentId student overlap');
    expect(violationsIn(of({ tutorId: 'other', studentId: 'other' })).join()).not.toContain('I1');
  });

  it('two holds at one time', () => {
    const second = aLesson({ id: '2', session: null, hold: { from: hoursAfter(-0.5) } });
    expect(violationsIn(together(aLesson(), second))).toContain('I1: 2 and 1 of tutorId tutor overlap');
  });

  it('two payments of one lesson', () => {
    const { ledger, ...rest } = aLesson();
    const twice = [...ledger.payment_intents, ...ledger.payment_intents];
    expect(violationsIn({ ...rest, ledger: { ...ledger, payment_intents: twice } })).toContain(
      'I2: 1 is CONFIRMED with 2 succeeded intents',
    );
  });

  it('a session shown as another', () => {
    const picture = aLesson();
    const shown = [{ sessions: [{ sessionId: '1', status: 'CANCELLED' }], payments: [] }];
    expect(violationsIn({ ...picture, shown })).toEqual([
      'I5: session 1 is shown as CANCELLED, kept as CONFIRMED',
    ]);
  });
});

describe('it is still under way', () => {
  it.each<[string, Changes]>([
    ['booking 1 is PAID', { booking: { status: 'PAID' } }],
    ['booking 1 is CONFIRMED and its session cancelled', { session: cancelled(24) }],
    ['session 1 is PENDING_PAYMENT', { session: { status: 'PENDING_PAYMENT' } }],
    ['payment p_1 is DECLINED', { payment: { status: 'DECLINED' } }],
    ['a refund of payment p_1 is PENDING', { refunds: refund(1, 'pending') }],
    ['refund re_1_0 is pending at Stripe', { refunds: refund(1, 'pending') }],
    ['intent pi_1 is processing', { intent: { status: 'processing' } }],
  ])('%s', (expected, changes) => {
    expect(unsettledIn(aLesson(changes))).toContain(expected);
  });

  it('an event that nobody took', () => {
    expect(unsettledIn({ ...aLesson(), waitingEvents: 2 })).toEqual(['2 events wait in an outbox']);
  });
});
