import { z } from 'zod';

const driverError = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
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
