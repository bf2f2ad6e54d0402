import { createApi } from './api.ts';
import type { Appearance } from './appearance.ts';
import { challenge } from './challenge.ts';
import { createElements, type Elements, type ElementsOptions } from './elements.ts';
import { type BrowserIntent, IntegrationError, type IntentResult, notInSandbox } from './errors.ts';

type ConfirmOptions = {
  readonly elements?: Elements;
  readonly clientSecret?: string;
  readonly confirmParams?: { readonly return_url?: string } & Readonly<Record<string, unknown>>;
  readonly redirect?: 'always' | 'if_required';
};

type Surroundings = {
  /** Where the sandbox answers. */
  readonly origin: string;
  readonly navigate: (url: string) => void;
};

/** The object that `Stripe(publishableKey)` answers. */
export function createStripe(key: string, { origin, navigate }: Surroundings) {
  if (!/^pk_test_/.test(key)) {
    throw new IntegrationError('The Stripe sandbox takes publishable test keys only: pk_test_…');
  }
  const api = createApi(origin, key);

  /** Lets the payer answer what the bank asks, if it asks. */
  const act = async (result: IntentResult, appearance?: Appearance): Promise<IntentResult> => {
    const { paymentIntent } = result;
    if (paymentIntent?.status !== 'requires_action') return result;
    const url = paymentIntent.next_action?.redirect_to_url?.url;
    if (url) return leaveFor(url);
    return api.authenticate(paymentIntent.client_secret, await challenge(paymentIntent, appearance));
  };

  /** The page is about to go, so whoever waits for the result waits for ever, as with Stripe.js. */
  const leaveFor = (url: string): Promise<never> => {
    navigate(url);
    return new Promise(() => {});
  };

  const confirmPayment = async (options: ConfirmOptions): Promise<IntentResult> => {
    const { elements, confirmParams = {}, redirect = 'always' } = options;
    const clientSecret = options.clientSecret ?? elements?.clientSecret;
    if (!clientSecret) throw new IntegrationError('confirmPayment() needs a clientSecret.');
    const { return_url, ...params } = confirmParams;
    if (redirect === 'always' && !return_url) {
      throw new IntegrationError(
        'confirmPayment() needs confirmParams.return_url unless it says redirect: "if_required".',
      );
    }
    const submitted = await elements?.submit();
    if (submitted?.error) return { error: submitted.error };
    const result = await act(
      await api.confirm(clientSecret, {
        ...merged(elements?.getElement('payment')?.form.paymentMethodData(), params),
        return_url,
        use_stripe_sdk: true,
        ...(elements?.getElement('payment')?.form.type() === 'card' ? {} : mandate),
      }),
      elements?.appearance,
    );
    if (result.error || redirect === 'if_required' || !return_url) return result;
    return leaveFor(returning(return_url, result.paymentIntent));
  };

  return {
    elements: (options?: ElementsOptions) => createElements(api, options),
    confirmPayment,
    retrievePaymentIntent: (clientSecret: string) => api.retrieve(clientSecret),
    handleNextAction: async ({ clientSecret }: { clientSecret: string }) =>
      act(await api.retrieve(clientSecret)),
    handleCardAction: async (clientSecret: string) => act(await api.retrieve(clientSecret)),
    confirmCardPayment: async (clientSecret: string, data: { payment_method?: unknown } = {}) =>
      typeof data.payment_method === 'string'
        ? act(await api.confirm(clientSecret, { payment_method: data.payment_method, use_stripe_sdk: true }))
        : notInSandbox('confirmCardPayment')(),
    createPaymentMethod: async ({ elements, params }: { elements?: Elements; params?: object } = {}) => {
      const submitted = await elements?.submit();
      if (submitted?.error) return { error: submitted.error };
      const data = elements?.getElement('payment')?.form.paymentMethodData();
      return data
        ? api.createPaymentMethod({ ...data, ...params })
        : notInSandbox('createPaymentMethod without Elements')();
    },
    createToken: notInSandbox('createToken'),
    createConfirmationToken: notInSandbox('createConfirmationToken'),
    confirmSetup: notInSandbox('confirmSetup'),
    retrieveSetupIntent: notInSandbox('retrieveSetupIntent'),
    registerAppInfo(): void {},
    _registerWrapper(): void {},
  };
}

/** A debit needs the payer's word that it is allowed; the text above the button has asked for it. */
const mandate = {
  mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
};

/** The page's own billing details win over those of the form. */
const merged = (
  data: Record<string, unknown> | undefined,
  { payment_method_data: own, ...params }: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  if (!data) return params;
  const { billing_details: said, ...rest } = Object(own);
  const billing_details = { ...Object(data.billing_details), ...Object(said) };
  return { ...params, payment_method_data: { ...data, ...rest, billing_details } };
};

const returning = (returnUrl: string, intent: BrowserIntent): string => {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret);
  url.searchParams.set('redirect_status', intent.status === 'requires_capture' ? 'succeeded' : intent.status);
  return url.toString();
};
