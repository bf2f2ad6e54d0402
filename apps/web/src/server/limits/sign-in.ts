import { z } from 'zod';
import type { Caller } from '../address.ts';
import type { Limits } from './limits.ts';

/** Where passwords are told; the latter ones to who has a session, which may be a stolen one. */
const paths = /^\/api\/auth\/(sign-(in|up)\/email|verify-password|change-password|delete-user)\/?$/;

const attempt = z.object({ email: z.string().max(320) });

type Handler = (request: Request) => Promise<Response>;

/**
 * Signing in and up, as long as one account from one address, and one address, have not failed too often. From somewhere
 * else the account stays open, so that nobody can lock its owner out.
 * @throws DomainError RATE_LIMITED
 */
export const limitedSignIn =
  ({ limits, caller }: { limits: Limits; caller: Caller }, handler: Handler): Handler =>
  async (request) => {
    if (request.method !== 'POST' || !paths.test(new URL(request.url).pathname)) return handler(request);
    const address = caller.address();
    const email = await emailIn(request.clone());
    const counted = {
      failedSignInsOfAccount: email && `${email.toLowerCase()} ${address ?? ''}`,
      failedSignInsOfAddress: address,
    };
    const failed = ({ status }: Response) => status >= 400 && status < 500;
    return limits.counting(counted, () => handler(request), failed);
  };

async function emailIn(request: Request): Promise<string | undefined> {
  const body: unknown = await bodyOf(request).catch(() => undefined);
  return attempt.safeParse(body).data?.email;
}

/** As Better Auth reads it, forms as well; of a field that comes twice both take the last. */
async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.toLowerCase();
  const isForm = type?.startsWith('application/x-www-form-urlencoded');
  return isForm ? Object.fromEntries(await request.formData()) : request.json();
}
