import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  /** Where the mails are kept. */
  MAIL_SANDBOX_DIR: z.string().min(1),
  MAIL_SANDBOX_PORT: port.default(8025),
  SMTP_SANDBOX_PORT: port.default(1025),
});

/**
 * The environment of the mailbox as a process of its own.
 * @throws ZodError that names every variable that is wrong
 */
export const readMailSandboxEnv = (environment: Readonly<Record<string, string | undefined>>) =>
  schema.parse(environment);
