import { type ErrorCode, isDomainError, type Viewer } from '@halfpast/kernel';
import type { Payments } from '@halfpast/payment';
import type { PrismaClient } from '@halfpast/prisma';
import type { Saga } from '@halfpast/saga';
import { z } from 'zod';
import type { Caller } from '../address.ts';
import type { Limits } from './limits.ts';

type BookSession = Saga['bookSession'];

/** Refusals that whoever asks again and again brings about; what is our own or Stripe's fault counts for nobody. */
const counted: readonly ErrorCode[] = ['BAD_USER_INPUT', 'NOT_FOUND', 'SLOT_UNAVAILABLE', 'FORBIDDEN'];

/**
 * bookSession for those who have not been refused, or had cards declined, too often; by whichever transport.
 * @throws DomainError RATE_LIMITED, and what bookSession throws
 */
export const limitedBooking =
  ({ limits, caller }: { limits: Limits; caller: Caller }, bookSession: BookSession): BookSession =>
  async (viewer, request) => {
    const person = viewer?.personId;
    const address = caller.address();
    const refusals = { refusedBookingsOfPerson: person, refusedBookingsOfAddress: address };
    await limits.admit({ ...refusals, declinesOfPerson: person, declinesOfAddress: address });
    try {
      return await bookSession(viewer, request);
    } catch (error) {
      if (counted.some((code) => isDomainError(error, code))) await limits.count(refusals);
      throw error;
    }
  };

const decline = z.object({
  type: z.literal('payment_intent.payment_failed'),
  data: z.object({ object: z.object({ metadata: z.object({ paymentId: z.string() }) }) }),
});

type Parts = {
  readonly limits: Limits;
  readonly prisma: PrismaClient;
  readonly payment: Pick<Payments, 'handleStripeWebhook' | 'paymentsByIds'>;
  readonly saga: Pick<Saga, 'giveUpBooking'>;
};

const operator: Viewer = { personId: 'rate-limits', role: 'operator' };

/**
 * Hears Stripe's webhooks as payment does, and counts the declines among them for who pays. One who tries card after card
 * needs a single intent and no request to us: when it has been too often, their booking is given up and the intent with it.
 */
export const countingDeclines =
  ({ limits, prisma, payment, saga }: Parts): Payments['handleStripeWebhook'] =>
  async (delivery) => {
    const received = await payment.handleStripeWebhook(delivery);
    const told =
      received === 'APPLIED' ? decline.safeParse(JSON.parse(String(delivery.rawBody))).data : undefined;
    if (!told) return received;
    const [declined] = await payment.paymentsByIds(operator, [told.data.object.metadata.paymentId]);
    if (!declined || declined.status === 'SUCCEEDED') return received;
    const { userId, sessionId } = declined;
    const isTooOften = await countDecline({ limits, prisma }, userId);
    if (isTooOften) await saga.giveUpBooking({ personId: userId, role: 'student' }, sessionId);
    return received;
  };

const mostAddresses = 3;

/** Stripe doesn't say where a card was tried from: the addresses that this person signed in from stand for it. */
async function countDecline({ limits, prisma }: Pick<Parts, 'limits' | 'prisma'>, person: string) {
  const sessions = await prisma.authSession.findMany({
    where: { userId: person, ipAddress: { not: null }, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
    take: mostAddresses,
    select: { ipAddress: true },
  });
  const addresses = new Set(sessions.flatMap(({ ipAddress }) => ipAddress || []));
  const counts = [
    await limits.count({ declinesOfPerson: person }),
    ...(await Promise.all([...addresses].map((address) => limits.count({ declinesOfAddress: address })))),
  ];
  return counts.includes(true);
}
