import { NonRetriableError } from 'inngest';
import type { z } from 'zod';

/** What an event carries. One that is made otherwise is none of ours, and trying again won't change it. */
export function dataOf<T>(schema: z.ZodType<T>, event: { readonly name: string; readonly data: unknown }): T {
  const { data, error } = schema.safeParse(event.data);
  if (error)
    throw new NonRetriableError(`An event ${event.name} that is none: ${error.message}`, { cause: error });
  return data;
}
