export { createPrisma, postgresAdapter, prismaOver } from './client.ts';
export {
  isDatabaseDown,
  isExclusionViolation,
  isUniqueViolation,
  isUnstorableText,
  sqlStateOf,
} from './errors.ts';
export { Prisma, type PrismaClient } from './generated/client.ts';
export { rememberStripeEvent } from './inbox.ts';
export {
  longestWait,
  type OutboxEvent,
  type OutboxSchema,
  outboxSchemas,
  relayOutbox,
  writeOutbox,
} from './outbox.ts';
