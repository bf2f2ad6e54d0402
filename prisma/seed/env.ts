import { z } from 'zod';

/** Where to write. @throws ZodError when DATABASE_URL is no connection string */
export const readEnv = () => z.object({ DATABASE_URL: z.url() }).parse(process.env);
