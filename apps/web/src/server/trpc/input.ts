import { isDomainError, page, parseAwsDateTime } from '@halfpast/kernel';
import { z } from 'zod';

/** A `Date`, from ISO 8601 with a mandatory offset or `Z`, as everywhere at our edges. */
export const instant = z.string().transform((value, context) => {
  try {
    return parseAwsDateTime(value);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

/** An id, ours or a person's: opaque here, and never long. */
export const id = z.string().min(1).max(128);

export const minutes = z.int().positive();

/** A page of a newest-first list; its bounds are the kernel's. */
export const pageInput = { first: z.int().default(50), after: id.optional() };

export const pageOf = ({ first, after }: { first: number; after?: string | undefined }) => page(first, after);
