import type { Logger } from '@halfpast/kernel/logger';

export type OutboxRelay<Outbox extends string = string> = {
  /** Something was written to this outbox, or to any: relay it soon. Returns at once. */
  kick(outbox?: Outbox): void;
  /** Looks into the outboxes every second, too: what another process left, and what couldn't be delivered. */
  start(): void;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
};

type Parts<Outbox extends string> = {
  /** Each delivers a batch of its outbox. @returns whether there may be more */
  readonly relays: Readonly<Record<Outbox, () => Promise<boolean>>>;
  readonly logger: Logger;
  readonly everyMs?: number;
};

/** Carries events from the outboxes to where they are reacted to. Kicks while it works are one more round. */
export function outboxRelay<Outbox extends string>({
  relays,
  logger,
  everyMs = 1_000,
}: Parts<Outbox>): OutboxRelay<Outbox> {
  const all = new Map(Object.entries<() => Promise<boolean>>(relays));
  const asked = new Set<string>();
  let stopped = false;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;

  async function round(outboxes: readonly string[]): Promise<void> {
    const results = await Promise.allSettled(outboxes.map((outbox) => drain(all.get(outbox))));
    const [failure] = results.filter((result) => result.status === 'rejected');
    if (failure)
      logger.error({ err: failure.reason }, 'Events could not be relayed; tried again in a second');
    else if (failing) logger.info({}, 'Events are relayed again');
    failing = failure !== undefined;
  }

  async function work(): Promise<void> {
    while (asked.size > 0 && !stopped) {
      const outboxes = [...asked];
      asked.clear();
      await round(outboxes);
    }
    working = undefined;
  }

  function kick(outbox?: Outbox): void {
    for (const name of outbox ? [outbox] : all.keys()) asked.add(name);
    if (!stopped) working ??= work();
  }

  return {
    kick,
    start() {
      stopped = false;
      timer ??= setInterval(() => kick(), everyMs);
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
async function drain(relay: (() => Promise<boolean>) | undefined): Promise<void> {
  while (await relay?.());
}
