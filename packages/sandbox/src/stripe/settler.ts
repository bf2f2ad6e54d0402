import type { Database } from './database.ts';
import { ledgerOf } from './ledger.ts';
import { settle } from './settlement.ts';
import type { Letter } from './webhooks/letter.ts';

type Deps = {
  readonly database: Database;
  readonly send: (letters: readonly Letter[]) => void;
  readonly wants: (type: string) => boolean;
  readonly clock: () => Date;
  /** How long to sleep at most: a clock that somebody sets may be past the next thing long before a timer is. */
  readonly atMostMs?: number;
};

/** Plays the banks that say something some time after Stripe has asked. What is due stands in the database. */
export function createSettler({ database, send, wants, clock, atMostMs = 60_000 }: Deps) {
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
          const unsettled = await ledger.lockUnsettled(id);
          if (unsettled) await settle(unsettled, ledger);
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
