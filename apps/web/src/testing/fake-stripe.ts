import { vi } from 'vitest';

/**
 * A Stripe.js whose Payment Element is ready at once and whose answers the test decides. `loadStripe` remembers the first
 * one it finds, so a test file installs one for all its tests.
 */
export function installFakeStripe() {
  const listeners = new Map<string, (event: unknown) => void>();
  const element = {
    on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
    off: () => {},
    mount: (node: HTMLElement) => {
      node.textContent = 'Card fields';
      queueMicrotask(() => listeners.get('ready')?.(element));
    },
    update: () => {},
    destroy: () => {},
  };
  const elements = { create: () => element, getElement: () => null, update: vi.fn() };
  const confirmPayment = vi.fn();
  const create = vi.fn((_options: unknown) => elements);
  const stripe = {
    elements: create,
    confirmPayment,
    createToken: vi.fn(),
    createPaymentMethod: vi.fn(),
    confirmCardPayment: vi.fn(),
    registerAppInfo: vi.fn(),
    _registerWrapper: vi.fn(),
  };
  Object.assign(window, { Stripe: Object.assign(() => stripe, { version: 'endive' }) });
  return { confirmPayment, createElements: create };
}
