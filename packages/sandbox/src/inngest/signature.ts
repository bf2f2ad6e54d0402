import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';

const keyText = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, '');
const keyPrefix = (signingKey: string) => /^signkey-\w+-/.exec(signingKey)?.[0] ?? '';

/** The value of `x-inngest-signature` for a body: the SDK parses what it gets and signs its canonical JSON (RFC 8785) again. */
export function sign(body: unknown, signingKey: string, unixSeconds: number): string {
  const message = `${body === '' ? '' : canonicalize(body)}${unixSeconds}`;
  const hash = createHmac('sha256', keyText(signingKey)).update(message).digest('hex');
  return `t=${unixSeconds}&s=${hash}`;
}

/** Whether an `Authorization` header shows that its sender knows the signing key. The key itself never travels. */
export function isSignedBearer(header: string | undefined, signingKey: string): boolean {
  const hash = createHash('sha256')
    .update(Buffer.from(keyText(signingKey), 'hex'))
    .digest('hex');
  return sameText(header ?? '', `Bearer ${keyPrefix(signingKey)}${hash}`);
}

/** Compares in a time that doesn't tell how much of a guess was right. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
