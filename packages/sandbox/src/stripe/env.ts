import { z } from 'zod';

const schema = z.object({
  SANDBOX_DATABASE_URL: z.url(),
  STRIPE_SANDBOX_PORT: z.coerce.number().int().positive().default(12111),
  STRIPE_WEBHOOK_URL: z.url(),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_\S+$/),
  /** Event types to deliver, separated by commas; all of them if not given. */
  STRIPE_WEBHOOK_EVENTS: z
    .string()
    .default('*')
    .transform((text) => text.split(',').map((type) => type.trim())),
});

export type StripeSandboxEnv = z.infer<typeof schema>;

/** @throws when something that the sandbox needs is missing or wrong; the message names it */
export function readStripeSandboxEnv(env: NodeJS.ProcessEnv): StripeSandboxEnv {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  throw new Error(`Stripe sandbox: the environment is wrong.\n${z.prettifyError(result.error)}`);
}
