import { type Check, violation } from './violation.ts';

type Overlap = { readonly whose: string; readonly a: string; readonly b: string };

const overlappingHolds = `
  SELECT coalesce(nullif(a.tutor_id, ''), '') AS whose, a.booking_id AS a, b.booking_id AS b
  FROM tutor_matching.slot_hold a JOIN tutor_matching.slot_hold b
    ON a.booking_id < b.booking_id AND a.period && b.period AND (a.tutor_id = b.tutor_id OR a.student_id = b.student_id)
  WHERE a.status IN ('HELD', 'BOOKED') AND b.status IN ('HELD', 'BOOKED')`;

const overlappingSessions = `
  SELECT a.tutor_id AS whose, a.session_id AS a, b.session_id AS b
  FROM communication.session a JOIN communication.session b
    ON a.session_id < b.session_id AND (a.tutor_id = b.tutor_id OR a.student_id = b.student_id)
    AND a.scheduled_at < b.ends_at AND b.scheduled_at < a.ends_at
  WHERE a.status <> 'CANCELLED' AND b.status <> 'CANCELLED'`;

/** Nobody is in two places at one time. */
export const oneAtATime: Check = async ({ world: { database } }) => {
  const holds = await database.query<Overlap>(overlappingHolds);
  const sessions = await database.query<Overlap>(overlappingSessions);
  return [
    ...holds.flatMap(({ a, b }) => violation('I1', `the holds of ${a} and ${b} overlap`)),
    ...sessions.flatMap(({ a, b }) => violation('I1', `sessions ${a} and ${b} overlap`)),
  ];
};

const holding = new Set(['CONFIRMED']);
const undecided = new Set(['REQUESTED', 'AWAITING_PAYMENT', 'PAID']);

/** What has ended holds no time, and everything has come to an end. */
export const nothingLeftHeld: Check = ({ books }) => [
  ...books.bookings
    .filter(({ status }) => undecided.has(status))
    .flatMap(({ id, status }) => violation('I6', `booking ${id} is still ${status}`)),
  ...books.holds
    .filter(({ status }) => status !== 'RELEASED')
    .flatMap(({ id, status }) => {
      const booking = books.bookings.find((row) => row.id === id);
      return booking && holding.has(booking.status)
        ? []
        : violation('I6', `slot of ${id} is ${status}, its booking ${booking?.status ?? 'not there'}`);
    }),
  ...books.sessions.flatMap(({ id, status }) => {
    const booking = books.bookings.find((row) => row.id === id);
    const isRight = status === 'CANCELLED' || booking?.status === 'CONFIRMED';
    return isRight && status !== 'PENDING_PAYMENT'
      ? []
      : violation('I6', `session ${id} is ${status}, its booking ${booking?.status ?? 'not there'}`);
  }),
];

/** The PaymentIntent is the lock: no slot was ever on offer again while money for it could still come. */
export const lockWasKept: Check = async ({ world: { database }, books }) => [
  ...(await database.query<{ what: string }>('SELECT what FROM simulated.breach ORDER BY nth')).flatMap(
    ({ what }) => violation('I6', what),
  ),
  ...books.stripe.intents
    .filter(({ status }) => status !== 'canceled' && status !== 'succeeded')
    .flatMap(({ id, status, metadata }) =>
      violation('I6', `intent ${id} of ${metadata.sessionId} is still ${status}`),
    ),
];
