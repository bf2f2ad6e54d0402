import { z } from 'zod';
import type { Caller } from '../address.ts';
import type { Limits } from './limits.ts';

const paths = /^\/api\/auth\/sign-(in|up)\/email\/?$/;

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
  const body: unknown = await request.json().catch(() => undefined);
  return attempt.safeParse(body).data?.email;
}
