import type { PrismaClient } from '@halfpast/prisma';
import { hour } from './tutors.ts';

/**
 * Writes the rows of `count` confirmed bookings from hour `first` on, `inFlight` at a time, in the transactions that the product needs:
 * what is left of the work when nothing decides, asks Stripe, or hands on an event.
 * @returns how many a second
 */
export async function measureDirectSql(
  prisma: PrismaClient,
  { inFlight, count, first }: { inFlight: number; count: number; first: number },
): Promise<number> {
  let next = 0;
  const work = async (lane: number) => {
    for (let nth = next++; nth < count; nth = next++) {
      await bookAndConfirm(prisma, `direct-tutor-${lane}`, `direct-student-${lane}`, hour(first + nth));
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, (_, lane) => work(lane)));
  return count / ((performance.now() - began) / 1_000);
}

async function bookAndConfirm(
  prisma: PrismaClient,
  tutor: string,
  student: string,
  startsAt: Date,
): Promise<void> {
  const [booking, payment] = [crypto.randomUUID(), crypto.randomUUID()];
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  await prisma.$transaction([
    prisma.$executeRaw`INSERT INTO saga.booking (booking_id, payment_id, student_id, tutor_id, starts_at, duration,
      amount, currency, description, expires_at, status, updated_at) VALUES (${booking}::uuid, ${payment}::uuid,
      ${student}, ${tutor}, ${startsAt}, 60, 4000, 'EUR', '', ${startsAt}, 'REQUESTED', now())`,
    prisma.$executeRaw`INSERT INTO saga.outbox (event_id, name, data) VALUES (${booking}::uuid, 'direct', '{}')`,
    prisma.$executeRaw`DELETE FROM saga.outbox WHERE event_id = ${booking}::uuid`, // so that the product relays nothing
  ]);
  await prisma.$executeRaw`INSERT INTO tutor_matching.slot_hold (booking_id, tutor_id, student_id, period, expires_at, status)
    VALUES (${booking}::uuid, ${tutor}, ${student}, tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz), ${startsAt}, 'HELD')`;
  await prisma.$executeRaw`INSERT INTO payment.payment (payment_id, session_id, user_id, tutor_id, amount, currency,
    description, status, updated_at) VALUES (${payment}::uuid, ${booking}::uuid, ${student}, ${tutor}, 4000, 'EUR', '', 'PENDING', now())`;
  await prisma.$executeRaw`UPDATE payment.payment SET stripe_payment_intent_id = ${payment}, version = version + 1
    WHERE payment_id = ${payment}::uuid`;
  await prisma.$executeRaw`UPDATE saga.booking SET status = 'AWAITING_PAYMENT' WHERE booking_id = ${booking}::uuid`;
  await prisma.$transaction([
    prisma.$executeRaw`INSERT INTO payment.stripe_event (event_id, type) VALUES (${booking}, 'payment_intent.succeeded')`,
    prisma.$executeRaw`UPDATE payment.payment SET status = 'SUCCEEDED', amount_received = amount,
      currency_received = currency, succeeded_at = now(), first_tried_at = now(), version = version + 1 WHERE payment_id = ${payment}::uuid`,
    prisma.$executeRaw`INSERT INTO payment.outbox (event_id, name, data) VALUES (${booking}::uuid, 'direct', '{}')`,
    prisma.$executeRaw`DELETE FROM payment.outbox WHERE event_id = ${booking}::uuid`,
  ]);
  await prisma.$executeRaw`UPDATE tutor_matching.slot_hold SET status = 'BOOKED' WHERE booking_id = ${booking}::uuid`;
  await prisma.$executeRaw`INSERT INTO communication.session (session_id, tutor_id, student_id, scheduled_at, duration,
    ends_at, status, meeting_link) VALUES (${booking}::uuid, ${tutor}, ${student}, ${startsAt}, 60, ${endsAt}, 'CONFIRMED', '')`;
  await prisma.$executeRaw`UPDATE saga.booking SET status = 'CONFIRMED' WHERE booking_id = ${booking}::uuid`;
  await prisma.$executeRaw`UPDATE payment.payment SET settled_at = now() WHERE payment_id = ${payment}::uuid`;
}
