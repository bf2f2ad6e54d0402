import { setTimeout as sleep } from 'node:timers/promises';
import { plusSeconds } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import { inject } from 'vitest';

/** What became of a booking, on all sides. */
export function liveOutcome(prisma: PrismaClient) {
  async function outcome(sessionId: string) {
    const booking = await prisma.booking.findUniqueOrThrow({ where: { bookingId: sessionId } });
    const hold = await prisma.slotHold.findUnique({ where: { bookingId: sessionId } });
    const session = await prisma.session.findUnique({ where: { sessionId } });
    const row = await prisma.payment.findUnique({
      where: { sessionId },
      include: { refunds: { orderBy: { attempt: 'asc' } } },
    });
    return {
      booking: booking.status,
      slot: hold?.status,
      session: session?.status,
      cancelledBy: session?.cancelledBy,
      /** Whether the saga has answered a cancellation. */
      isAnswered: session?.cancellationSettledAt != null,
      payment: row?.status,
      refunds: row?.refunds.map(({ amount, status }) => ({ amount, status })),
      isSettled: row?.settledAt != null,
    };
  }

  return {
    outcome,
    /** Resolves with the outcome once it holds what is `wanted`. */
    becomes: (sessionId: string, wanted: object) =>
      eventually(async () => {
        const now = await outcome(sessionId);
        return Object.entries(wanted).every(([key, value]) => Reflect.get(now, key) === value) && now;
      }, JSON.stringify(wanted)),
  };
}

/** Resolves when `question` is answered with something, asked again and again for a while. */
export async function eventually<T>(
  question: () => Promise<T | undefined | false>,
  wanted = 'It',
): Promise<T> {
  // A server whose clock isn't ours comes round with its crons each minute, or every five.
  const deadline = plusSeconds(new Date(), inject('inngestServer') ? 330 : 20);
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (new Date() > deadline) throw new Error(`${wanted} did not happen in time`);
    await sleep(20);
  }
}
