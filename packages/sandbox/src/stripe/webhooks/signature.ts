import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header: proves who wrote `body`, and when. While a secret is being rolled there are two,
 * separated by a comma, and a signature by each.
 */
export function signatureOf(body: string, secrets: string, sentAt: Date): string {
  const t = Math.floor(sentAt.getTime() / 1000);
  const sign = (secret: string) => createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return [`t=${t}`, ...secrets.split(',').map((secret) => `v1=${sign(secret)}`)].join(',');
}
