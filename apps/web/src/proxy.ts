import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './front/content-security-policy.ts';
import { readEnv } from './front/env.ts';

/** Gives each page its policy; Next reads the nonce from it and marks its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const { STRIPE_API_URL, STRIPE_JS_URL, NODE_ENV } = readEnv();
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'),
    stripeUrls: [STRIPE_JS_URL, STRIPE_API_URL].filter((url) => url !== undefined),
    dev: NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages alone, and not the parts that the router asks for: they run no script of their own. */
export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/static/|_next/image|icon.svg).*)',
      missing: [{ type: 'header', key: 'rsc' }],
    },
  ],
};
