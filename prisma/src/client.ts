import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

/**
 * A client on `databaseUrl`; connects on first use. `poolSize` bounds its connections, and `onQuery` is told of each
 * statement that it sends.
 */
export function createPrisma(
  databaseUrl: string,
  poolSize = 20,
  onQuery?: (sql: string) => void,
): PrismaClient {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: poolSize });
  if (!onQuery) return new PrismaClient({ adapter });
  const prisma = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  prisma.$on('query', ({ query }) => onQuery(query));
  return prisma;
}
