import type { Payments, Sessions } from './ports.ts';
import type { Steps } from './saga-step.ts';
import { telling } from './withdraw-pending.ts';

type Deps = {
  readonly payments: Pick<Payments, 'succeededRefund' | 'markRefundTold'>;
  readonly sessions: Pick<Sessions, 'tellRefunded'>;
};

/**
 * Money has gone back, for whatever reason: who is waiting for it is told, and then that is noted for the sweep. It may
 * have gone back, from Stripe's dashboard, before the lesson was made of it: then the sweep comes again.
 */
export const tellRefunded =
  ({ payments, sessions }: Deps) =>
  async (step: Steps, { refundId }: { readonly refundId: string }): Promise<void> => {
    const told = await step.run('tell-refunded', async () => {
      const refund = await payments.succeededRefund(refundId);
      if (!refund) return 'NOT_REFUNDED';
      const answer = await telling(() => sessions.tellRefunded(refund));
      return answer === 'NOBODY' && !refund.isSettled ? 'NOBODY_YET' : answer;
    });
    if (told === 'NOT_REFUNDED' || told === 'NOBODY_YET') return;
    await step.run('mark-refund-told', async () => {
      await payments.markRefundTold(refundId);
      return told;
    });
  };
