import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

export type StripeConfig = { readonly publishableKey: string; readonly stripeJsUrl: string | null };

/** Puts a script into the page and waits for it; one that failed is taken out again. */
const runScript = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`${url} could not be loaded`));
    };
    document.head.append(script);
  });

/**
 * Stripe.js for our key. Where the server names a script of its own, that one runs first and `loadStripe` finds its
 * `window.Stripe`; else it loads Stripe's.
 */
export async function stripeFrom({ publishableKey, stripeJsUrl }: StripeConfig): Promise<Stripe | null> {
  if (stripeJsUrl && !('Stripe' in window)) await runScript(stripeJsUrl);
  return loadStripe(publishableKey);
}
