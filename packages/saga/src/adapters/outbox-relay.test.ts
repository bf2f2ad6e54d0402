import { silentLogger } from '@halfpast/kernel/logger';
import { describe, expect, it, vi } from 'vitest';
import { outboxRelay } from './outbox-relay.ts';

/** An outbox that takes `size` events in one batch. */
const anOutbox = (size = 2) => {
  const outbox = { rows: 0, delivered: 0, rounds: 0, down: false };
  const relay = async () => {
    outbox.rounds += 1;
    await Promise.resolve();
    if (outbox.down) throw new Error('Inngest is down');
    const taken = Math.min(outbox.rows, size);
    outbox.rows -= taken;
    outbox.delivered += taken;
    return taken === size;
  };
  return { outbox, relay };
};

const everyMs = 5;

describe('the outbox relay', () => {
  it('empties the outboxes when it is kicked, and returns at once', async () => {
    const { outbox, relay } = anOutbox();
    const { kick, stop } = outboxRelay({ relays: { relay }, logger: silentLogger });
    outbox.rows = 5;
    kick();
    expect(outbox.delivered).toBe(0);
    await vi.waitFor(() => expect(outbox.delivered).toBe(5));
    expect(outbox.rounds).toBe(3);
    await stop();
  });

  it('makes one more round of many kicks while it works', async () => {
    const { outbox, relay } = anOutbox();
    const { kick, stop } = outboxRelay({ relays: { relay }, logger: silentLogger });
    for (let n = 0; n < 50; n++) kick();
    await vi.waitFor(() => expect(outbox.rounds).toBe(1));
    await stop();
    expect(outbox.rounds).toBeLessThanOrEqual(2);
  });

  it('works again after a pause', async () => {
    const { outbox, relay } = anOutbox();
    const { kick, stop } = outboxRelay({ relays: { relay }, logger: silentLogger });
    for (const delivered of [1, 2]) {
      outbox.rows = 1;
      kick();
      await vi.waitFor(() => expect(outbox.delivered).toBe(delivered));
    }
    await stop();
  });

  it('finds what nobody kicked it for', async () => {
    const { outbox, relay } = anOutbox();
    const { start, stop } = outboxRelay({ relays: { relay }, logger: silentLogger, everyMs });
    start();
    start();
    await vi.waitFor(() => expect(outbox.rounds).toBeGreaterThan(1));
    outbox.rows = 1;
    await vi.waitFor(() => expect(outbox.delivered).toBe(1));
    await stop();
  });

  it('says that it fails, tries again, and says that it works again', async () => {
    const { outbox, relay } = anOutbox();
    const lines: string[] = [];
    const write = (_: object, message: string) => void lines.push(message);
    const logger = { ...silentLogger, info: write, error: write };
    const { start, stop } = outboxRelay({ relays: { relay }, logger, everyMs });
    outbox.down = true;
    outbox.rows = 1;
    start();
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0));
    expect(outbox.rows).toBe(1);
    outbox.down = false;
    await vi.waitFor(() => expect(lines.at(-1)).toBe('Events are relayed again'));
    expect(outbox.delivered).toBe(1);
    await stop();
  });

  it('lets no outbox hold up another', async () => {
    const down = anOutbox();
    const up = anOutbox();
    down.outbox.down = true;
    up.outbox.rows = 3;
    const { kick, stop } = outboxRelay({ relays: { down: down.relay, up: up.relay }, logger: silentLogger });
    kick();
    await vi.waitFor(() => expect(up.outbox.delivered).toBe(3));
    await stop();
  });

  it('waits in one outbox for no other that is slow', async () => {
    const quick = anOutbox();
    let answer: (more: boolean) => void = () => {};
    const slow = () => new Promise<boolean>((resolve) => (answer = resolve));
    const { kick, stop } = outboxRelay({ relays: { slow, quick: quick.relay }, logger: silentLogger });
    for (const delivered of [1, 2]) {
      quick.outbox.rows = 1;
      kick();
      await vi.waitFor(() => expect(quick.outbox.delivered).toBe(delivered));
    }
    const stopping = stop();
    answer(true);
    await stopping;
  });

  it('finishes what is under way when it is stopped, and then rests', async () => {
    const { outbox, relay } = anOutbox();
    const { kick, start, stop } = outboxRelay({ relays: { relay }, logger: silentLogger, everyMs });
    start();
    await stop();
    const { rounds } = outbox;
    kick();
    await new Promise((resolve) => setTimeout(resolve, 4 * everyMs));
    expect(outbox.rounds).toBe(rounds);
  });
});
