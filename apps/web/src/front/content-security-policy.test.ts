import { NextRequest } from 'next/server';
import { describe, expect, it, vi } from 'vitest';
import { proxy } from '../proxy.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

const sourcesOf = (policy: string, directive: string): readonly string[] =>
  policy
    .split('; ')
    .find((part) => part.startsWith(`${directive} `))
    ?.split(' ')
    .slice(1) ?? [];

const policyWith = (needs: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: 'once', stripeUrls: [], dev: false, ...needs });

describe('the content security policy', () => {
  it('runs scripts that carry the nonce, and no inline one', () => {
    const scripts = sourcesOf(policyWith(), 'script-src');
    expect(scripts).toContain("'nonce-once'");
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
    expect(sourcesOf(policyWith(), 'script-src-attr')).toEqual(["'none'"]);
  });

  it('lets Stripe in', () => {
    const policy = policyWith();
    expect(sourcesOf(policy, 'script-src')).toContain('https://js.stripe.com');
    expect(sourcesOf(policy, 'frame-src')).toContain('https://hooks.stripe.com');
    expect(sourcesOf(policy, 'connect-src')).toContain('https://api.stripe.com');
  });

  it('lets a stand-in for Stripe in, by its origin', () => {
    const stripeUrls = ['http://127.0.0.1:12111/stripe.js', 'http://127.0.0.1:12111'];
    for (const directive of ['script-src', 'connect-src', 'frame-src']) {
      const sources = sourcesOf(policyWith({ stripeUrls }), directive);
      expect(sources.filter((source) => source === 'http://127.0.0.1:12111')).toHaveLength(1);
    }
  });

  it('lets nobody frame a page, move its base or post its forms elsewhere', () => {
    const policy = policyWith();
    expect(sourcesOf(policy, 'frame-ancestors')).toEqual(["'none'"]);
    expect(sourcesOf(policy, 'base-uri')).toEqual(["'none'"]);
    expect(sourcesOf(policy, 'form-action')).toEqual(["'self'"]);
  });

  it('bears with React’s development build', () => {
    expect(sourcesOf(policyWith({ dev: true }), 'script-src')).toContain("'unsafe-eval'");
    expect(sourcesOf(policyWith({ dev: true }), 'style-src')).toContain("'unsafe-inline'");
  });
});

describe('each answer with a page', () => {
  const nonceOf = (response: Response) =>
    /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

  it('has a nonce of its own, that Next is told of', () => {
    const [first, second] = [1, 2].map(() => proxy(new NextRequest('http://localhost:3000/sessions')));
    expect(nonceOf(first ?? new Response())).toMatch(/^[\w+/]{22}==$/);
    expect(nonceOf(first ?? new Response())).not.toBe(nonceOf(second ?? new Response()));
    expect(first?.headers.get('x-middleware-request-content-security-policy')).toBe(
      first?.headers.get('content-security-policy'),
    );
  });

  it('knows the stand-in of the environment', () => {
    vi.stubEnv('STRIPE_JS_URL', 'http://127.0.0.1:12999/stripe.js');
    vi.stubEnv('STRIPE_API_URL', '');
    const policy = proxy(new NextRequest('http://localhost:3000/')).headers.get('content-security-policy');
    expect(sourcesOf(policy ?? '', 'connect-src')).toContain('http://127.0.0.1:12999');
    vi.unstubAllEnvs();
  });
});
