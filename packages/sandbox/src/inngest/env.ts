import { z } from 'zod';

const filled = z.string().min(1);

const schema = z.object({
  SANDBOX_DATABASE_URL: filled,
  INNGEST_SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8288),
  /** The app's serve endpoint; without it apps register themselves, each with its own. */
  INNGEST_SDK_URL: z.url().optional(),
  INNGEST_EVENT_KEY: filled.optional(),
  INNGEST_SIGNING_KEY: filled.optional(),
});

/**
 * The environment of the engine as a process of its own.
 * @throws ZodError that names every variable that is wrong
 */
export const readInngestSandboxEnv = (environment: Readonly<Record<string, string | undefined>>) =>
  schema.parse(environment);
