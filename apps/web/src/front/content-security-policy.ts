/** What a page may load, beside what this product serves itself. */
export type PageNeeds = {
  /** Marks the scripts that this answer brings along; new for each. */
  readonly nonce: string;
  /** A stand-in for Stripe: its script, its API. */
  readonly stripeUrls: readonly string[];
  /** React's development build evaluates code, and its server writes styles into the page. */
  readonly dev: boolean;
};

// https://docs.stripe.com/security/guide#content-security-policy
const stripe = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
  images: ['https://*.stripe.com'],
};

/** A page's content security policy: no script runs that we, or a script of ours, didn't ask for. */
export function contentSecurityPolicy({ nonce, stripeUrls, dev }: PageNeeds): string {
  const standIn = [...new Set(stripeUrls.map((url) => new URL(url).origin))];
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'self'"],
    // Who knows 'strict-dynamic' leaves the hosts out of account; older browsers go by them.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...stripe.scripts,
      ...standIn,
      ...(dev ? ["'unsafe-eval'"] : []),
    ],
    'script-src-attr': ["'none'"],
    'style-src': dev ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
    'style-src-attr': ["'unsafe-inline'"], // the initials' tilt; an attribute styles one element and loads nothing
    'img-src': ["'self'", 'data:', 'blob:', ...stripe.images],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...stripe.connections, ...standIn, ...(dev ? ['ws:'] : [])],
    'frame-src': [...stripe.frames, ...standIn],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
