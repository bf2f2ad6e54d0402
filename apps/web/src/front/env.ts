import { z } from 'zod';

const url = z.preprocess((value) => (value === '' ? undefined : value), z.url().optional());

const variables = z.object({
  NODE_ENV: z.string().optional(),
  STRIPE_API_URL: url,
  STRIPE_JS_URL: url,
});

/** What the pages' policy depends on; the rest of the environment is none of the proxy's business. */
export const readEnv = () => variables.parse(process.env);
