import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header: proves who wrote `body`, and when. */
export function signatureOf(body: string, secret: string, sentAt: Date): string {
  const t = Math.floor(sentAt.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
