import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPrisma, isDatabaseDown, type PrismaClient } from './index.ts';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a database that is down', () => {
  let prisma: PrismaClient;
  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
  });
  afterAll(() => prisma.$disconnect());

  it('is told from a query that fails', async () => {
    expect(isDatabaseDown(await failureOf(prisma.$queryRaw`SELECT 1 / 0`))).toBe(false);
    expect(isDatabaseDown(new Error('no such thing'))).toBe(false);
    expect(isDatabaseDown(undefined)).toBe(false);
  });

  it('is known when nobody listens', async () => {
    const nowhere = createPrisma('postgresql://app:app@127.0.0.1:1/nowhere');
    expect(isDatabaseDown(await failureOf(nowhere.authUser.count()))).toBe(true);
    expect(isDatabaseDown(await failureOf(nowhere.$queryRaw`SELECT 1`))).toBe(true);
    expect(isDatabaseDown(await failureOf(nowhere.$transaction((tx) => tx.authUser.count())))).toBe(true);
  });

  it('is known when it ends our connection in the middle of a query', async () => {
    const error = await failureOf(prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
    expect(isDatabaseDown(error)).toBe(true);
  });

  it('is known when no connection comes free in time', async () => {
    const narrow = createPrisma(await createTestDatabase(inject('postgresUrl')), 1);
    await narrow.$transaction(async (tx) => {
      const second = narrow.$transaction((other) => other.authUser.count(), { maxWait: 50 });
      expect(isDatabaseDown(await failureOf(second))).toBe(true);
      await tx.authUser.count();
    });
    await narrow.$disconnect();
  });
});
