import type Stripe from 'stripe';
import type { Database } from './database.ts';
import { testCard } from './domain/cards.ts';
import { settle } from './domain/refund.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import type { Letter } from './webhooks/letter.ts';

type Deps = {
  readonly database: Database;
  readonly send: (letters: readonly Letter[]) => void;
  readonly wants: (type: string) => boolean;
  readonly clock: () => Date;
};

const atMostMs = 60_000;

/** Plays the bank that settles a refund some time after Stripe has sent it. What is due stands in the database. */
export function createSettler({ database, send, wants, clock }: Deps) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  /** Looks what is due now, and when to look again. */
  function wake(): void {
    running = running.then(async () => {
      clearTimeout(timer);
      if (stopped) return;
      const next = await settleDue().catch(() => atMostMs);
      if (!stopped && next !== undefined) timer = setTimeout(wake, Math.min(Math.max(next, 10), atMostMs));
    });
  }

  /** Settles what is due by now. @returns in how many milliseconds the next one is, if there is one */
  async function settleDue(): Promise<number | undefined> {
    const now = clock();
    const { rows } = await database.pool.query<{ id: string; settles_at: Date }>(
      'SELECT id, settles_at FROM stripe_sandbox.object WHERE settles_at IS NOT NULL ORDER BY settles_at, position',
    );
    for (const { id, settles_at } of rows) {
      if (settles_at > now) return settles_at.getTime() - now.getTime();
      send(
        await database.transaction(async (client) => {
          const ledger = ledgerOf(client, now, wants);
          await settleOne(id, ledger);
          return ledger.letters;
        }),
      );
    }
    return undefined;
  }

  return {
    wake,
    settleDue,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function settleOne(id: string, ledger: Ledger): Promise<void> {
  const refund = await ledger.lockUnsettled(id);
  const charge = refund && (await ledger.find('charge', String(refund.charge)));
  if (!charge) return;
  const outcome = settle(refund, charge, await cardOf(charge, ledger));
  await ledger.save({ object: outcome.charge }, { object: outcome.refund });
  await ledger.tell(outcome.happenings, { requestId: null, idempotencyKey: null });
}

const cardOf = async (charge: Stripe.Charge, ledger: Ledger) =>
  testCard((await ledger.findMethod(charge.payment_method ?? ''))?.cardNumber ?? '');
