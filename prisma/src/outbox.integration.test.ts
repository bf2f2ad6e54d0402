import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  createPrisma,
  longestWait,
  type OutboxEvent,
  type PrismaClient,
  relayOutbox,
  writeOutbox,
} from './index.ts';

const event = (n: number): OutboxEvent => ({
  eventId: `00000000-0000-7000-8000-00000000000${n}`,
  name: 'booking/requested',
  data: { n },
});

describe('the outbox', () => {
  let prisma: PrismaClient;
  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
  });
  afterAll(() => prisma.$disconnect());

  it('delivers events in the order of their ids and forgets them', async () => {
    await prisma.$transaction((tx) => writeOutbox(tx, 'saga', [event(2), event(1)]));
    const delivered: OutboxEvent[] = [];
    const deliver = async (events: readonly OutboxEvent[]) => void delivered.push(...events);
    expect(await relayOutbox(prisma, 'saga', deliver)).toBe(2);
    expect(delivered).toEqual([event(1), event(2)]);
    expect(await relayOutbox(prisma, 'saga', deliver)).toBe(0);
  });

  it('keeps events whose delivery failed', async () => {
    await prisma.$transaction((tx) => writeOutbox(tx, 'payment', [event(3)]));
    await expect(relayOutbox(prisma, 'payment', () => Promise.reject(new Error('down')))).rejects.toThrow(
      'down',
    );
    expect(await relayOutbox(prisma, 'payment', async () => {})).toBe(1);
  });

  it('leaves a row alone that another process is delivering', async () => {
    await prisma.$transaction((tx) => writeOutbox(tx, 'payment', [event(4)]));
    const counts = await relayOutbox(prisma, 'payment', async () => {
      expect(await relayOutbox(prisma, 'payment', async () => {})).toBe(0);
    });
    expect(counts).toBe(1);
  });

  it('writes nothing when the transaction that causes the event fails', async () => {
    const failing = prisma.$transaction(async (tx) => {
      await writeOutbox(tx, 'saga', [event(5)]);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await relayOutbox(prisma, 'saga', async () => {})).toBe(0);
  });

  it('tells how long its oldest event has waited', async () => {
    expect(await longestWait(prisma)).toBe(0);
    await prisma.$transaction((tx) => writeOutbox(tx, 'payment', [event(6)]));
    await prisma.$executeRaw`UPDATE "payment"."outbox" SET "created_at" = now() - interval '90 seconds'`;
    expect(Math.round(await longestWait(prisma))).toBe(90);
    await relayOutbox(prisma, 'payment', async () => {});
  });
});
