import { setTimeout as sleep } from 'node:timers/promises';
import type { PrismaClient } from '@halfpast/prisma';
import { type Booked, book, type Product, pay, type Student } from './client.ts';
import { hour } from './tutors.ts';

export type Lane = { readonly student: Student; readonly tutorId: string };

export type Measured = {
  readonly perSecond: number;
  /** Milliseconds of each bookSession. */
  readonly booking: readonly number[];
  /** Milliseconds from Stripe's "paid" to the Session being CONFIRMED. */
  readonly confirming: readonly number[];
};

type Run = { readonly product: Product; readonly prisma: PrismaClient; readonly lanes: readonly Lane[] };

/** Books, pays and sees confirmed `count` lessons, as many at a time as there are lanes, from hour `first` on. */
export async function measureBookings(
  { product, prisma, lanes }: Run,
  count: number,
  first: number,
): Promise<Measured> {
  const confirmed = watchConfirmations(prisma);
  const booking: number[] = [];
  const confirming: number[] = [];
  let next = 0;
  const work = async ({ student, tutorId }: Lane) => {
    for (let nth = next++; nth < count; nth = next++) {
      const asked = performance.now();
      const lesson: Booked = await book(product, student, tutorId, hour(first + nth));
      booking.push(performance.now() - asked);
      await pay(product, lesson);
      const paid = performance.now();
      await confirmed.see(lesson.sessionId);
      confirming.push(performance.now() - paid);
    }
  };
  const began = performance.now();
  try {
    await Promise.all(lanes.map(work));
  } finally {
    confirmed.stop();
  }
  return { perSecond: count / ((performance.now() - began) / 1_000), booking, confirming };
}

/** Looks into the database for all who wait at once: asking the product itself would slow what is measured. */
function watchConfirmations(prisma: PrismaClient) {
  const waiting = new Map<string, () => void>();
  let stopped = false;
  const look = async () => {
    while (!stopped) {
      await sleep(6 + 2 * waiting.size); // each look costs the machine that is measured
      if (waiting.size === 0) continue;
      const found = await prisma.$queryRaw<{ sessionId: string }[]>`
        SELECT "session_id" AS "sessionId" FROM "communication"."session"
        WHERE "session_id" = ANY(${[...waiting.keys()]}::uuid[]) AND "status" = 'CONFIRMED'`;
      for (const { sessionId } of found) {
        waiting.get(sessionId)?.();
        waiting.delete(sessionId);
      }
    }
  };
  const looking = look();
  return {
    see: (sessionId: string) =>
      Promise.race([
        new Promise<void>((resolve) => waiting.set(sessionId, resolve)),
        looking,
        sleep(30_000, undefined, { ref: false }).then(() => {
          throw new Error(`Session ${sessionId} was paid half a minute ago and is not confirmed`);
        }),
      ]),
    stop() {
      stopped = true;
    },
  };
}
