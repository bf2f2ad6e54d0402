import { plusMinutes } from '@halfpast/kernel';
import { recordDisputeOf, recordSentAll } from '../domain/account.ts';
import { changeAccount } from './change-account.ts';
import type { OpenMatters } from './ports.ts';
import { type SendingDeps, sendRefund } from './send-refund.ts';

type Deps = SendingDeps & { readonly matters: OpenMatters };

/** How a round went: what was looked at, and of that what had changed. */
export type Round = { readonly looked: number; readonly mended: number };

/** Each by itself: one that fails keeps no other waiting. @returns how many did something */
export async function each<T>(
  { logger }: Pick<Deps, 'logger'>,
  all: readonly T[],
  work: (one: T) => Promise<boolean>,
): Promise<Round> {
  let mended = 0;
  for (const one of all) {
    const did = await work(one).catch((error: unknown) => {
      logger.warn({ err: error, ...one }, 'This could not be settled with Stripe yet');
      return false;
    });
    if (did) mended += 1;
  }
  return { looked: all.length, mended };
}

/** Sends the refunds whose time has come. */
export const sendDueRefunds =
  (deps: Deps) =>
  async (limit: number): Promise<Round> => {
    const due = await deps.matters.takeUnsent(deps.clock(), limit);
    return each(
      deps,
      due.map((paymentId) => ({ paymentId })),
      async ({ paymentId }) => {
        const account = await deps.accounts.of(paymentId);
        return account !== undefined && (await sendRefund(deps, account)) === 'SENT';
      },
    );
  };

/** Asks Stripe what has become of the refunds that it has been at for more than a minute. */
export const checkSentRefunds =
  (deps: Deps) =>
  async (limit: number): Promise<Round> => {
    const sent = await deps.matters.takeSent(plusMinutes(deps.clock(), -1), limit);
    return each(deps, sent, async ({ paymentId, stripeRefundId }) => {
      const told = await deps.gateway.retrieveRefund(stripeRefundId);
      if (!told || told.outcome.status === 'PENDING') return false;
      await changeAccount(deps, paymentId, (account) => recordSentAll(account, [told], deps));
      return true;
    });
  };

/** Asks Stripe what has become of the disputes that weren't decided a minute ago. */
export const checkDisputes =
  (deps: Deps) =>
  async (limit: number): Promise<Round> => {
    const open = await deps.matters.takeUndecidedDisputes(plusMinutes(deps.clock(), -1), limit);
    return each(deps, open, async ({ paymentId, disputeId }) => {
      const told = await deps.gateway.retrieveDispute(disputeId);
      if (!told) return false;
      let changed = false;
      const account = await changeAccount(deps, paymentId, (before) => {
        const ruling = recordDisputeOf(before, told);
        changed = ruling.account !== before;
        return ruling;
      });
      if (changed) await sendRefund(deps, account);
      return changed;
    });
  };
