import { type Appearance, dress } from './appearance.ts';
import { type CardForm, createCardForm } from './card-form.ts';
import { make } from './dom.ts';
import { createEmitter, type Handler } from './emitter.ts';
import { IntegrationError, type PaymentError } from './errors.ts';
import { addStylesheet } from './stylesheet.ts';

export type PaymentElementOptions = {
  readonly fields?: { readonly billingDetails?: 'auto' | 'never' | { readonly address?: unknown } };
  readonly defaultValues?: {
    readonly billingDetails?: { readonly address?: { readonly country?: string } };
  };
};

type Context = {
  readonly options: PaymentElementOptions;
  readonly appearance: () => Appearance | undefined;
  /** Resolves when the Element may be shown, or with why it may not. */
  readonly load: () => Promise<PaymentError | undefined>;
  readonly onDestroy: () => void;
};

export type PaymentElement = ReturnType<typeof createPaymentElement>;

/** Stripe's Payment Element, for cards. */
export function createPaymentElement({ options, appearance, load, onDestroy }: Context) {
  const emitter = createEmitter();
  const elementType = 'payment';
  const billing = options.fields?.billingDetails;
  const form: CardForm = createCardForm({
    now: () => new Date(),
    askCountry: billing !== 'never' && !(typeof billing === 'object' && saysNever(billing.address)),
    country: options.defaultValues?.billingDetails?.address?.country,
    onChange: () =>
      emitter.emit('change', { elementType, collapsed: false, value: { type: 'card' }, ...form.state() }),
  });
  const root = make(
    'div',
    { class: 'StripeSandbox StripeElement', role: 'group', 'aria-label': 'Card' },
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
    const [error] = await Promise.all([load(), Promise.resolve()]); // listeners are added after mount()
    if (!root.isConnected) return;
    emitter.emit('loaderstart', { elementType });
    if (error) emitter.emit('loaderror', { elementType, error });
    else emitter.emit('ready', { elementType });
  }

  return element;
}

const saysNever = (address: unknown): boolean =>
  address === 'never' ||
  (typeof address === 'object' && address !== null && 'country' in address && address.country === 'never');
