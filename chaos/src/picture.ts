import type { PrismaClient } from '@halfpast/prisma';
import { z } from 'zod';
import { type Person, type Product, type ShownPayment, type ShownSession, shownTo } from './product.ts';

const policy = z.object({ tiers: z.array(z.object({ hoursBefore: z.number(), percent: z.number() })) });
export type Policy = z.infer<typeof policy>;

const ledger = z.object({
  payment_intents: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      amount: z.number(),
      amount_received: z.number(),
      currency: z.string().toUpperCase(),
      metadata: z.object({ paymentId: z.string(), sessionId: z.string() }),
    }),
  ),
  refunds: z.array(
    z.object({
      id: z.string(),
      payment_intent: z.string(),
      amount: z.number(),
      status: z.string(),
    }),
  ),
});

export type Booking = {
  readonly bookingId: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly policy: Policy;
};
export type Hold = {
  readonly bookingId: string;
  readonly tutorId: string;
  readonly studentId: string;
  readonly from: Date;
  readonly to: Date;
};
export type Session = {
  readonly sessionId: string;
  readonly tutorId: string;
  readonly studentId: string;
  readonly scheduledAt: Date;
  readonly endsAt: Date;
  readonly status: string;
  readonly cancelledBy: string | null;
  readonly cancelledAt: Date | null;
};
export type Payment = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly status: string;
  readonly amountReceived: number | null;
  readonly currencyReceived: string | null;
  readonly stripePaymentIntentId: string | null;
  readonly refunds: readonly {
    readonly stripeRefundId: string | null;
    readonly amount: number;
    readonly status: string;
  }[];
};

/** Everything that anybody knows of the bookings, at one moment. */
export type Picture = {
  readonly bookings: readonly Booking[];
  /** Those that hold a slot: HELD and BOOKED. */
  readonly holds: readonly Hold[];
  readonly sessions: readonly Session[];
  readonly payments: readonly Payment[];
  /** Stripe's own books. */
  readonly ledger: z.infer<typeof ledger>;
  /** Events that nobody has taken from the outboxes. */
  readonly waitingEvents: number;
  /** What the product shows to each student. */
  readonly shown: readonly {
    readonly sessions: readonly ShownSession[];
    readonly payments: readonly ShownPayment[];
  }[];
};

/** Takes the picture: database, ledger and public API, one after the other. */
export async function takePicture(
  prisma: PrismaClient,
  product: Product,
  students: readonly Person[],
): Promise<Picture> {
  const bookings = await prisma.booking.findMany();
  const books = await fetch(`${product.stripeUrl}/_sandbox/ledger`, { signal: AbortSignal.timeout(30_000) });
  return {
    bookings: bookings.map(({ cancellationPolicy, ...booking }) => ({
      ...booking,
      policy: policy.parse(cancellationPolicy),
    })),
    holds: await prisma.$queryRaw<Hold[]>`
      SELECT booking_id AS "bookingId", tutor_id AS "tutorId", student_id AS "studentId",
        lower(period) AS "from", upper(period) AS "to"
      FROM tutor_matching.slot_hold WHERE status IN ('HELD', 'BOOKED')`,
    sessions: await prisma.session.findMany(),
    payments: await prisma.payment.findMany({ include: { refunds: true } }),
    ledger: ledger.parse(await books.json()),
    waitingEvents:
      (await prisma.sagaOutbox.count()) +
      (await prisma.paymentOutbox.count()) +
      (await prisma.communicationOutbox.count()),
    shown: await Promise.all(students.map((student) => shownTo(product, student))),
  };
}
