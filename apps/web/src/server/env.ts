import { parseCancellationPolicy } from '@halfpast/saga';
import { z } from 'zod';
import type { Limit, LimitName } from './limits/limits.ts';

const list = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().min(1)));

const cancellationPolicy = z.string().transform((text, { addIssue }) => {
  const policy = parseCancellationPolicy(text);
  if (policy) return policy;
  addIssue('expected hours:percent, the most hours first and never less for them, such as 24:100,2:50');
  return z.NEVER;
});

/** `20/3600`: so many within so many seconds. */
const limit = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,6}$/, 'expected how many/seconds, such as 20/3600')
  .transform((text): Limit => {
    const [most = 0, seconds = 0] = text.split('/').map(Number);
    return { most, seconds };
  });

const variables = z.object({
  DATABASE_URL: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1),
  /** More than one while the secret is being rolled. */
  STRIPE_WEBHOOK_SECRET: list,
  STRIPE_API_URL: z.url().optional(),
  /** A script to load before Stripe Elements; it defines `window.Stripe`. */
  STRIPE_JS_URL: z.url().optional(),
  INNGEST_BASE_URL: z.url().optional(),
  INNGEST_EVENT_KEY: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Whom the product's mails come from, with a name or without. */
  MAIL_FROM: z.string().includes('@'),
  /** At most, as most mail servers ask. */
  MAILS_PER_SECOND: z.coerce.number().int().positive().default(50),
  BETTER_AUTH_SECRET: z.string().min(32),
  PUBLIC_URL: z.url(),
  /** Tells deployments apart that share one Stripe account. */
  DEPLOYMENT: z.string().min(1).default('local'),
  HOLD_SECONDS: z.coerce.number().int().positive().default(900),
  BOOKING_NOTICE_SECONDS: z.coerce.number().int().nonnegative().default(3600),
  /** What students get back for cancelling: 100 % until 24 hours before, 50 % until 2 hours before, then nothing. */
  CANCELLATION_POLICY: cancellationPolicy.prefault('24:100,2:50'),
  /** Declined cards, after which one books and pays no more for a while. */
  RATE_LIMIT_DECLINES_PER_PERSON: limit.prefault('20/3600'),
  RATE_LIMIT_DECLINES_PER_ADDRESS: limit.prefault('200/3600'),
  /** Calls of bookSession that were refused. */
  RATE_LIMIT_REFUSALS_PER_PERSON: limit.prefault('100/600'),
  RATE_LIMIT_REFUSALS_PER_ADDRESS: limit.prefault('1000/600'),
  /** Failed tries to sign in or up: to one account from one address, and to any. */
  RATE_LIMIT_SIGN_INS_PER_ACCOUNT: limit.prefault('20/900'),
  RATE_LIMIT_SIGN_INS_PER_ADDRESS: limit.prefault('300/600'),
  /** How many proxies of one's own stand before the app, each adding to X-Forwarded-For; with 0 it is not believed. */
  TRUSTED_PROXIES: z.coerce.number().int().nonnegative().default(0),
  MEETING_BASE_URL: z.url().default('https://meet.jit.si'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Env = z.infer<typeof variables>;

/**
 * The settings that `source` holds; an empty one counts as unset.
 * @throws Error that names each variable that is missing or wrong, and never a value
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const { data, error } = variables.safeParse(set);
  if (data) return data;
  const complaints = error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`The environment is not complete:\n${complaints.join('\n')}`);
}

/** What is counted, and from how many on it is refused. */
export const limitsOf = (env: Env): Readonly<Record<LimitName, Limit>> => ({
  declinesOfPerson: env.RATE_LIMIT_DECLINES_PER_PERSON,
  declinesOfAddress: env.RATE_LIMIT_DECLINES_PER_ADDRESS,
  refusedBookingsOfPerson: env.RATE_LIMIT_REFUSALS_PER_PERSON,
  refusedBookingsOfAddress: env.RATE_LIMIT_REFUSALS_PER_ADDRESS,
  failedSignInsOfAccount: env.RATE_LIMIT_SIGN_INS_PER_ACCOUNT,
  failedSignInsOfAddress: env.RATE_LIMIT_SIGN_INS_PER_ADDRESS,
});

/** The settings of this process. */
export const processEnv = (): Env => readEnv(process.env);

/**
 * Takes the environment out of the operating system's hands: there it is asked for variable by variable, and Inngest's SDK
 * reads all of them several times a request.
 */
export function keepEnvironment(): void {
  process.env = { ...process.env };
}

/** Apollo's gateway reports to its makers every hour unless the environment says no. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
}
