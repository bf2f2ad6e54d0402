import { type Appearance, dress } from './appearance.ts';
import { make } from './dom.ts';
import { createEmitter, type Handler } from './emitter.ts';
import { IntegrationError, type PaymentError } from './errors.ts';
import type { KnownPayer } from './method-form.ts';
import { createPaymentForm } from './payment-form.ts';
import { addStylesheet } from './stylesheet.ts';

export type PaymentElementOptions = {
  readonly fields?: {
    readonly billingDetails?:
      | 'auto'
      | 'never'
      | { readonly address?: unknown; readonly name?: string; readonly email?: string };
  };
  readonly defaultValues?: { readonly billingDetails?: KnownPayer };
};

/** What may be paid with, or why nothing may. */
export type Loaded =
  | { readonly types: readonly string[]; readonly error?: undefined }
  | { readonly error: PaymentError };

type Context = {
  readonly options: PaymentElementOptions;
  readonly appearance: () => Appearance | undefined;
  readonly load: () => Promise<Loaded>;
  readonly onDestroy: () => void;
};

export type PaymentElement = ReturnType<typeof createPaymentElement>;

/** Stripe's Payment Element, for cards and bank accounts. */
export function createPaymentElement({ options, appearance, load, onDestroy }: Context) {
  const emitter = createEmitter();
  const elementType = 'payment';
  const billing = options.fields?.billingDetails;
  const form = createPaymentForm({
    now: () => new Date(),
    askCountry: billing !== 'never' && !(typeof billing === 'object' && saysNever(billing.address)),
    askPayer: billing !== 'never' && !(typeof billing === 'object' && billing.name === 'never'),
    payer: options.defaultValues?.billingDetails ?? {},
    onChange: () =>
      emitter.emit('change', {
        elementType,
        collapsed: false,
        value: { type: form.type() },
        ...form.state(),
      }),
  });
  const root = make(
    'div',
    { class: 'StripeSandbox StripeElement', role: 'group', 'aria-label': 'Payment details' },
    form.node,
  );

  root.addEventListener('focusin', (event) => {
    if (!inside(event.relatedTarget)) emitter.emit('focus', { elementType });
  });
  root.addEventListener('focusout', (event) => {
    if (!inside(event.relatedTarget)) emitter.emit('blur', { elementType });
  });
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') emitter.emit('escape', { elementType });
  });
  const inside = (target: EventTarget | null) => target instanceof Node && root.contains(target);

  const element = {
    form,
    dress: () => dress(root, appearance()),
    on: (type: string, handler: Handler) => chained(() => emitter.on(type, handler)),
    once: (type: string, handler: Handler) => chained(() => emitter.once(type, handler)),
    off: (type: string, handler?: Handler) => chained(() => emitter.off(type, handler)),
    mount(target: string | HTMLElement): void {
      const parent = typeof target === 'string' ? document.querySelector(target) : target;
      if (!parent) throw new IntegrationError(`No element matches ${String(target)}.`);
      addStylesheet();
      dress(root, appearance());
      parent.replaceChildren(root);
      void announce();
    },
    unmount: () => root.remove(),
    destroy(): void {
      root.remove();
      onDestroy();
    },
    update: (_options: PaymentElementOptions) => element,
    focus: () => form.focus(),
    blur: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    clear: () => form.clear(),
    collapse: () => element,
  };

  const chained = (act: () => void) => {
    act();
    return element;
  };

  async function announce(): Promise<void> {
    const [loaded] = await Promise.all([load(), Promise.resolve()]); // listeners are added after mount()
    if (!root.isConnected) return;
    emitter.emit('loaderstart', { elementType });
    if (loaded.error) return emitter.emit('loaderror', { elementType, error: loaded.error });
    form.offer(loaded.types);
    emitter.emit('ready', { elementType });
  }

  return element;
}

const saysNever = (address: unknown): boolean =>
  address === 'never' ||
  (typeof address === 'object' && address !== null && 'country' in address && address.country === 'never');
