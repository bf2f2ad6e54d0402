import type { PrismaClient } from '../src/index.ts';
import { demoAccounts, demoPassword } from './accounts.ts';
import { exceptionsFrom } from './exceptions.ts';
import { type DemoTutor, demoTutors } from './tutors.ts';
import { rulesOf } from './week.ts';

/** Writes the demo's people and tutors. Safe at every start: what is there stays, or becomes what it should be. */
export async function seed(prisma: PrismaClient, now: Date): Promise<void> {
  await seedAccounts(prisma);
  await seedTutors(prisma, now);
}

async function seedAccounts(prisma: PrismaClient): Promise<void> {
  const ids = demoAccounts.map(({ id }) => id);
  const known = await prisma.authAccount.count({ where: { id: { in: ids } } });
  if (known === ids.length) return;
  const { hashPassword } = await import('better-auth/crypto'); // slow to load, and needed at the first start only
  const password = await hashPassword(demoPassword);
  await prisma.$transaction([
    prisma.authUser.createMany({
      data: demoAccounts.map((account) => ({ ...account, emailVerified: true })),
      skipDuplicates: true,
    }),
    prisma.authAccount.createMany({
      data: ids.map((id) => ({ id, accountId: id, providerId: 'credential', userId: id, password })),
      skipDuplicates: true,
    }),
  ]);
}

async function seedTutors(prisma: PrismaClient, now: Date): Promise<void> {
  const ids = { in: demoTutors.map(({ tutorId }) => tutorId) };
  await prisma.$transaction([
    ...demoTutors.map((tutor) => {
      const row = tutorRow(tutor);
      return prisma.tutor.upsert({ where: { tutorId: row.tutorId }, create: row, update: row });
    }),
    prisma.availabilityRule.deleteMany({ where: { tutorId: ids } }),
    prisma.availabilityRule.createMany({
      data: demoTutors.flatMap(({ tutorId, week }) => rulesOf(week).map((rule) => ({ tutorId, ...rule }))),
    }),
    prisma.availabilityException.deleteMany({ where: { tutorId: ids } }),
    prisma.availabilityException.createMany({
      data: demoTutors.flatMap(({ tutorId, monthly }) =>
        exceptionsFrom(now, monthly).map((exception) => ({ tutorId, ...exception })),
      ),
    }),
  ]);
}

const tutorRow = ({ email: _email, week: _week, monthly: _monthly, ...tutor }: DemoTutor) => ({
  ...tutor,
  subjects: [...tutor.subjects],
  languages: [...tutor.languages],
  durations: [...tutor.durations],
});
