import { newId, roles, type Viewer } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { isDatabaseDown, type PrismaClient } from '@halfpast/prisma';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { bearer } from 'better-auth/plugins';
import { z } from 'zod';
import { addressHeader } from './address.ts';
import { wasFor } from './refusal.ts';

export type AuthParts = {
  readonly prisma: PrismaClient;
  readonly logger: Logger;
  readonly secret: string;
  readonly publicUrl: string;
};

const timeZone = z.string().max(64).refine(isTimeZone, 'timeZone is not one of IANA’s zones');

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 pass, too, and know no summer.
    return /^[A-Za-z]/.test(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    return false;
  }
}

/** Who may ask, by cookie or by bearer token. Signing up makes a student; no request can choose a role. */
export const createAuth = ({ prisma, logger, secret, publicUrl }: AuthParts) =>
  betterAuth({
    appName: 'Halfpast',
    secret,
    baseURL: publicUrl,
    trustedOrigins: originsOf(publicUrl),
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      modelName: 'AuthUser',
      additionalFields: {
        role: { type: [...roles], input: false, required: false, defaultValue: 'student' },
        timeZone: {
          type: 'string',
          required: false,
          defaultValue: 'UTC',
          validator: { input: timeZone },
        },
      },
    },
    session: { modelName: 'AuthSession' },
    account: { modelName: 'AuthAccount' },
    verification: { modelName: 'AuthVerification' },
    plugins: [bearer()],
    rateLimit: { enabled: false }, // it counts every sign-in of an address, and a school is one: limits/sign-in.ts
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableOriginCheck: false, // Better Auth leaves it out of tests unless told
    },
    telemetry: { enabled: false },
    onAPIError: { throw: true }, // the route tells what failed, as every other route does
    logger: {
      level: 'warn',
      log(level, message, ...details) {
        if (details.some((detail) => wasFor(isDatabaseDown, detail))) return; // so does the route, once and in our words
        logger[level === 'error' ? 'error' : 'warn']({ details }, message);
      },
    },
  });

export type Auth = ReturnType<typeof createAuth>;

const loopback = ['localhost', '127.0.0.1'];

/** On one's own machine both names of it are the same place. */
export function originsOf(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!loopback.includes(url.hostname)) return [url.origin];
  return loopback.map((hostname) => Object.assign(new URL(url), { hostname }).origin);
}

/**
 * Better Auth takes any `Sec-Fetch-…` for a browser's, and then insists on an `Origin`. Node's `fetch` sends the mode alone;
 * a browser always tells the site as well.
 */
export function withoutNodesMode(request: Request): Request {
  if (!request.headers.has('sec-fetch-mode') || request.headers.has('sec-fetch-site')) return request;
  const headers = new Headers(request.headers);
  headers.delete('sec-fetch-mode');
  return new Request(request, { headers });
}

const person = z.object({ id: z.string(), role: z.enum(roles) });

/**
 * Who asks. Read from the database each time, so that signing out holds at once.
 * Only the browser's own `/api/auth/get-session` prolongs a session: it alone can renew the cookie.
 */
export const viewerOf =
  (auth: Auth) =>
  async (headers: Headers): Promise<Viewer | undefined> => {
    if (!headers.has('cookie') && !headers.has('authorization')) return undefined;
    const session = await auth.api.getSession({ headers, query: { disableRefresh: true } });
    if (!session) return undefined;
    const { id, role } = person.parse(session.user);
    return { personId: id, role };
  };
