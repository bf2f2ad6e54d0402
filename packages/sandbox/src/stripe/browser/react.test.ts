// @vitest-environment happy-dom
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { aPage, open, typeCard } from './testing/page.ts';

aPage();

type CheckoutProps = { readonly found: Mock; readonly ready: Mock; readonly changed: Mock };

const Checkout = ({ found, ready, changed }: CheckoutProps) => {
  found(useStripe(), useElements());
  return createElement(PaymentElement, { onReady: ready, onChange: changed });
};

describe("Stripe's own loader and React components", () => {
  let root: Root | undefined;
  afterEach(() => root?.unmount());

  it('work on it unchanged, in strict mode too', async () => {
    await import('./entry.ts');
    const warned = vi.spyOn(console, 'warn');
    const stripe = await loadStripe('pk_test_x');
    const ready = vi.fn();
    const changed = vi.fn();
    const found = vi.fn();
    const target = document.createElement('div');
    document.body.append(target);
    root = createRoot(target);
    const options = { clientSecret: open.client_secret };
    root.render(
      createElement(
        StrictMode,
        null,
        createElement(Elements, { stripe, options }, createElement(Checkout, { found, ready, changed })),
      ),
    );

    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    typeCard();
    await vi.waitFor(() =>
      expect(changed).toHaveBeenLastCalledWith(expect.objectContaining({ complete: true })),
    );
    expect(found).toHaveBeenLastCalledWith(stripe, expect.objectContaining({ submit: expect.any(Function) }));
    expect(document.querySelectorAll('.StripeElement')).toHaveLength(1);
    expect(warned).not.toHaveBeenCalled();
  });
});
