import type { Payments, Sessions } from './ports.ts';
import type { Steps } from './saga-step.ts';
import { telling } from './withdraw-pending.ts';

type Deps = {
  readonly payments: Pick<Payments, 'succeededRefund'>;
  readonly sessions: Pick<Sessions, 'tellRefunded'>;
};

/** Money has gone back, for whatever reason: who is waiting for it is told. */
export const tellRefunded =
  ({ payments, sessions }: Deps) =>
  async (step: Steps, { refundId }: { readonly refundId: string }): Promise<void> => {
    await step.run('tell-refunded', async () => {
      const refund = await payments.succeededRefund(refundId);
      return refund ? telling(() => sessions.tellRefunded(refund)) : 'NOT_REFUNDED';
    });
  };
