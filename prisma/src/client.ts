import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

/** A client on `databaseUrl`; connects on first use. `poolSize` bounds its connections. */
export const createPrisma = (databaseUrl: string, poolSize = 20): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: poolSize }) });
