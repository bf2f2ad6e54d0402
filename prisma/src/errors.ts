import { z } from 'zod';

const driverError = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        kind: z.string().optional(),
        originalCode: z.string().optional(),
        constraint: z
          .object({ index: z.string().optional(), fields: z.array(z.string()).optional() })
          .optional(),
      }),
    }),
  }),
});

/** The SQLSTATE that PostgreSQL answered with, if `error` is Prisma's wrapping of one. */
export const sqlStateOf = (error: unknown): string | undefined =>
  driverError.safeParse(error).data?.meta.driverAdapterError.cause.originalCode;

/** Whether `error` says that an exclusion constraint was hit. */
export const isExclusionViolation = (error: unknown): boolean => sqlStateOf(error) === '23P01';

/** Whether `error` says that a unique constraint was hit. */
export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === '23505';

/** Whether `error` says that a text holds what PostgreSQL has no room for: the character U+0000. */
export const isUnstorableText = (error: unknown): boolean => sqlStateOf(error) === '22021';

const lostConnections = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** Class 08 is a lost connection, 57P01 to 57P03 a server that stops or starts. */
const lostConnectionState = /^(08...|57P0[123])$/;
/** node-postgres and Prisma have no code of their own for a server that goes, or answers too late. */
const lostConnectionWords =
  /Connection terminated|timeout exceeded when trying to connect|Unable to start a transaction in the given time|expired transaction/;

/** Whether `error` says that PostgreSQL can't be reached now: nothing is wrong with the request. */
export function isDatabaseDown(error: unknown): boolean {
  const cause = driverError.safeParse(error).data?.meta.driverAdapterError.cause;
  return (
    lostConnections.has(cause?.kind ?? '') ||
    lostConnectionState.test(cause?.originalCode ?? '') ||
    (error instanceof Error && lostConnectionWords.test(error.message))
  );
}
