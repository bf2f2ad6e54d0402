import { z } from 'zod';

/** In how many milliseconds the banks get round to what they do later: shortened to what somebody at a desk waits for. */
export type Pace = {
  /** A debit of a bank account that isn't a slow one. */
  readonly debitMs: number;
  /** A debit of one of the test accounts that are: with Stripe at least three minutes. */
  readonly slowDebitMs: number;
  readonly refundMs: number;
  /** From the evidence to the verdict. */
  readonly disputeMs: number;
};

const usualPace: Pace = { debitMs: 5_000, slowDebitMs: 180_000, refundMs: 1_500, disputeMs: 1_500 };

/** The pace as it is now, and how to change it. */
export type Metronome = { now(): Pace; set(change: Partial<Pace>): void };

export function createMetronome(change: Partial<Pace> = {}): Metronome {
  let pace: Pace = { ...usualPace, ...change };
  return {
    now: () => pace,
    set: (next) => {
      pace = { ...pace, ...next };
    },
  };
}

const milliseconds = z.int().nonnegative();

/** What `POST /_sandbox/pace` takes: all that happens from now on keeps it. */
export const paceOrder = z
  .strictObject({
    debit_ms: milliseconds.optional(),
    slow_debit_ms: milliseconds.optional(),
    refund_ms: milliseconds.optional(),
    dispute_ms: milliseconds.optional(),
  })
  .transform(
    (order): Partial<Pace> => ({
      ...(order.debit_ms === undefined ? {} : { debitMs: order.debit_ms }),
      ...(order.slow_debit_ms === undefined ? {} : { slowDebitMs: order.slow_debit_ms }),
      ...(order.refund_ms === undefined ? {} : { refundMs: order.refund_ms }),
      ...(order.dispute_ms === undefined ? {} : { disputeMs: order.dispute_ms }),
    }),
  );
