import { z } from 'zod';

const variables = z.object({
  DATABASE_URL: z.url(),
  SEED_DEMO: z.literal('1', 'The demo’s people all have one published password: ask for them by SEED_DEMO=1'),
});

/** Where to write. @throws ZodError when DATABASE_URL is no connection string, or nobody asked for the demo by its name */
export const readEnv = () => variables.parse(process.env);
