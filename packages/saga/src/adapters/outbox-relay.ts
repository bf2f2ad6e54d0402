import type { Logger } from '@halfpast/kernel/logger';

export type OutboxRelay = {
  /** Something was written to an outbox: relay it soon. Returns at once. */
  kick(): void;
  /** Looks into the outboxes every second, too: what another process left, and what couldn't be delivered. */
  start(): void;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
};

type Parts = {
  /** Delivers a batch of one outbox. @returns whether there may be more */
  readonly relays: readonly (() => Promise<boolean>)[];
  readonly logger: Logger;
  readonly everyMs?: number;
};

/** Carries events from the outboxes to where they are reacted to. Kicks while it works are one more round. */
export function outboxRelay({ relays, logger, everyMs = 1_000 }: Parts): OutboxRelay {
  let asked = false;
  let stopped = false;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;

  async function round(): Promise<void> {
    const results = await Promise.allSettled(relays.map(drain));
    const [failure] = results.filter((result) => result.status === 'rejected');
    if (failure)
      logger.error({ err: failure.reason }, 'Events could not be relayed; tried again in a second');
    else if (failing) logger.info({}, 'Events are relayed again');
    failing = failure !== undefined;
  }

  async function work(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      await round();
    }
    working = undefined;
  }

  function kick(): void {
    asked = true;
    if (!stopped) working ??= work();
  }

  return {
    kick,
    start() {
      stopped = false;
      timer ??= setInterval(kick, everyMs);
      kick();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      timer = undefined;
      await working;
    },
  };
}

/** Relays until nothing is left. */
async function drain(relay: () => Promise<boolean>): Promise<void> {
  while (await relay());
}
