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

/** Carries events from the outboxes to where they are reacted to; a slow or failing one holds up no other. */
export function outboxRelay<Outbox extends string>({
  relays,
  logger,
  everyMs = 1_000,
}: Parts<Outbox>): OutboxRelay<Outbox> {
  const workers = new Map(
    Object.entries<() => Promise<boolean>>(relays).map(([name, relay]) => [
      name,
      worker(name, relay, logger),
    ]),
  );
  let timer: NodeJS.Timeout | undefined;

  function kick(outbox?: Outbox): void {
    if (outbox) workers.get(outbox)?.kick();
    else for (const each of workers.values()) each.kick();
  }

  return {
    kick,
    start() {
      for (const each of workers.values()) each.resume();
      timer ??= setInterval(() => kick(), everyMs);
      kick();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await Promise.all([...workers.values()].map((each) => each.stop()));
    },
  };
}

/** Empties one outbox whenever it is kicked. Kicks while it works are one more round. */
function worker(outbox: string, relay: () => Promise<boolean>, logger: Logger) {
  let asked = false;
  let stopped = false;
  let failing = false;
  let working: Promise<void> | undefined;

  async function round(): Promise<void> {
    try {
      while (!stopped && (await relay()));
      if (failing) logger.info({ outbox }, 'Events are relayed again');
      failing = false;
    } catch (err) {
      logger.error({ err, outbox }, 'Events could not be relayed; tried again in a second');
      failing = true;
    }
  }

  async function work(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      await round();
    }
    working = undefined;
  }

  return {
    kick() {
      asked = true;
      if (!stopped) working ??= work();
    },
    resume() {
      stopped = false;
    },
    async stop() {
      stopped = true;
      await working;
    },
  };
}
