import type { Api } from './api.ts';
import type { Appearance } from './appearance.ts';
import { IntegrationError, validationError } from './errors.ts';
import {
  createPaymentElement,
  type Loaded,
  type PaymentElement,
  type PaymentElementOptions,
} from './payment-element.ts';

/** Either the secret of an intent that exists, or, for one that is made later, what it will be about. */
export type ElementsOptions = {
  readonly clientSecret?: string;
  readonly mode?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly appearance?: Appearance;
};

export type Elements = ReturnType<typeof createElements>;

/** The group of Elements of one payment. */
export function createElements(api: Api, given: ElementsOptions = {}) {
  if (!given.clientSecret && !given.mode) {
    throw new IntegrationError('elements() needs a clientSecret, or a mode with an amount and a currency.');
  }
  let options = given;
  let element: PaymentElement | undefined;

  /** An intent that can't be paid any more, or isn't there, has no use for a form. */
  const load = async (): Promise<Loaded> => {
    if (!options.clientSecret) return { types: ['card'] };
    const { paymentIntent, error } = await api.retrieve(options.clientSecret);
    if (error) return { error };
    if (!['succeeded', 'canceled'].includes(paymentIntent.status)) {
      return { types: paymentIntent.payment_method_types ?? ['card'] };
    }
    return {
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_unexpected_state',
        message: 'This PaymentIntent is in a terminal state and cannot be used to initialize Elements.',
      },
    };
  };

  return {
    get clientSecret() {
      return options.clientSecret;
    },
    get appearance() {
      return options.appearance;
    },
    create(type: string, elementOptions: PaymentElementOptions = {}): PaymentElement {
      if (type !== 'payment') {
        throw new IntegrationError(`The Stripe sandbox has no ${type} Element, only the Payment Element.`);
      }
      const created = createPaymentElement({
        options: elementOptions,
        appearance: () => options.appearance,
        load,
        onDestroy: () => {
          if (element === created) element = undefined;
        },
      });
      element = created;
      return created;
    },
    getElement: (type: unknown): PaymentElement | null => (type === 'payment' ? (element ?? null) : null),
    async update(changes: ElementsOptions): Promise<void> {
      options = { ...options, ...changes };
      element?.dress();
    },
    on(): void {},
    fetchUpdates: async () => ({}),
    async submit() {
      if (!element) return { error: validationError('element_missing', 'There is no Payment Element.') };
      const error = element.form.validate();
      return error ? { error } : { selectedPaymentMethod: element.form.type() };
    },
  };
}
