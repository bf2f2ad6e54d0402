import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PoolConfig } from 'pg';
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
  const adapter = postgresAdapter({ connectionString: databaseUrl, max: poolSize });
  // Other error formats read the call's stack for each query, to quote source that production doesn't have.
  const options = { adapter, errorFormat: 'minimal' as const, transactionOptions };
  if (!onQuery) return new PrismaClient(options);
  const prisma = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] });
  prisma.$on('query', ({ query }) => onQuery(query));
  return prisma;
}

/**
 * Better Auth hashes passwords within its transactions: a class that signs up at once on a small machine takes longer than
 * Prisma's five seconds.
 */
const transactionOptions = { maxWait: 5_000, timeout: 20_000 };

/** How Prisma speaks to PostgreSQL here. */
export const postgresAdapter = (pool: PoolConfig): PrismaPg => new PrismaPg(pool, { statementNameGenerator });

/** A client over an adapter of the caller's, who may come between it and PostgreSQL. */
export const prismaOver = (
  adapter: SqlDriverAdapterFactory,
  transactionOptions: { readonly timeout: number; readonly maxWait: number },
): PrismaClient => new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions });

const names = new Map<string, string>();
const mostNames = 500;

/** A statement of one name is parsed and planned once a connection. Lists of changing length would make names without end. */
function statementNameGenerator({ sql }: { readonly sql: string }): string {
  const known = names.get(sql);
  if (known) return known;
  if (names.size === mostNames) return ''; // unnamed: PostgreSQL plans it each time
  const name = createHash('sha1').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}
