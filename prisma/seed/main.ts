import { createPrisma } from '../src/index.ts';
import { readEnv } from './env.ts';
import { seed } from './seed.ts';

const prisma = createPrisma(readEnv().DATABASE_URL, 2);
try {
  await seed(prisma, new Date());
} finally {
  await prisma.$disconnect();
}
