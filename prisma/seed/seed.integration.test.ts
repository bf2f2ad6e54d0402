import { createTestDatabase } from '@halfpast/sandbox';
import { verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPrisma, type PrismaClient } from '../src/index.ts';
import { demoAccounts, demoPassword } from './accounts.ts';
import { seed } from './seed.ts';
import { demoTutors } from './tutors.ts';

describe('the seed', () => {
  let prisma: PrismaClient;
  const now = new Date('2026-11-25T00:00:00Z');

  const everything = async () => ({
    tutors: await prisma.tutor.findMany({
      include: { availability: true, exceptions: true },
      orderBy: { tutorId: 'asc' },
    }),
    accounts: await prisma.authAccount.findMany({ orderBy: { id: 'asc' } }),
  });

  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
    await seed(prisma, now);
  });
  afterAll(() => prisma.$disconnect());

  it('lets each demo account in with the shared password', async () => {
    const accounts = await prisma.authAccount.findMany({ include: { user: true } });
    expect(accounts.map(({ user }) => user.email).sort()).toEqual(
      demoAccounts.map(({ email }) => email).sort(),
    );
    for (const hash of new Set(accounts.map(({ password }) => password ?? ''))) {
      expect(await verifyPassword({ hash, password: demoPassword })).toBe(true);
    }
  });

  it('changes nothing when it runs again', async () => {
    const before = await everything();
    await seed(prisma, now);
    expect(await everything()).toEqual(before);
  });

  it('puts right a tutor that was changed', async () => {
    const [first] = demoTutors;
    await prisma.tutor.updateMany({ where: { tutorId: first?.tutorId }, data: { hourlyRate: 1 } });
    await prisma.availabilityRule.deleteMany();
    await seed(prisma, now);
    const tutor = await prisma.tutor.findUniqueOrThrow({
      where: { tutorId: first?.tutorId ?? '' },
      include: { availability: true },
    });
    expect(tutor.hourlyRate).toBe(first?.hourlyRate);
    expect(tutor.availability).toHaveLength(7);
  });
});
