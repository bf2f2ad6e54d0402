import { beforeEach, describe, expect, it, vi } from 'vitest';
import { installFakeStripe } from '@/testing/fake-stripe.ts';
import { stripeFrom } from './stripe-script.ts';

const url = 'http://127.0.0.1:12111/stripe.js';
const config = { publishableKey: 'pk_test_1', stripeJsUrl: url };

/** Takes the place of the network: each script that is put into the page is handed to `answer` instead. */
const onScript = (answer: (script: HTMLScriptElement) => void) =>
  vi.spyOn(document.head, 'append').mockImplementation((node) => {
    if (node instanceof HTMLScriptElement) answer(node);
  });

describe('stripeFrom', () => {
  beforeEach(() => Reflect.deleteProperty(window, 'Stripe'));

  it('runs the script that the server names before Stripe is asked for', async () => {
    const append = onScript((script) => {
      expect(script.src).toBe(url);
      installFakeStripe();
      script.onload?.(new Event('load'));
    });
    expect(await stripeFrom(config)).toHaveProperty('confirmPayment');
    expect(append).toHaveBeenCalledOnce();
    await stripeFrom(config);
    expect(append).toHaveBeenCalledOnce();
  });

  it('says that the script could not be loaded, and tries anew when asked again', async () => {
    const append = onScript((script) => {
      if (typeof script.onerror === 'function') script.onerror(new Event('error'));
    });
    await expect(stripeFrom(config)).rejects.toThrow(/could not be loaded/);
    await expect(stripeFrom(config)).rejects.toThrow(/could not be loaded/);
    expect(append).toHaveBeenCalledTimes(2);
  });
});
