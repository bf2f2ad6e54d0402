import type { BrowserIntent, IntentResult, PaymentError } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

export type Api = ReturnType<typeof createApi>;

/** Speaks to the sandbox's API with the publishable key, as plain form posts: they need no preflight. */
export function createApi(origin: string, key: string) {
  const request = async (path: string, fields: Fields, method: 'GET' | 'POST'): Promise<IntentResult> => {
    const form = encode({ ...fields, key });
    try {
      const answer = await fetch(
        method === 'GET' ? `${origin}${path}?${form}` : `${origin}${path}`,
        method === 'GET' ? {} : { method, body: form },
      );
      const body: { error?: PaymentError } & BrowserIntent = await answer.json();
      return body.error ? { error: body.error } : { paymentIntent: body };
    } catch {
      return { error: unreachable };
    }
  };
  const intent = (clientSecret: string, action = ''): string =>
    `/v1/payment_intents/${clientSecret.split('_secret_')[0]}${action}`;

  return {
    retrieve: (clientSecret: string) => request(intent(clientSecret), { client_secret: clientSecret }, 'GET'),
    confirm: (clientSecret: string, fields: Fields) =>
      request(intent(clientSecret, '/confirm'), { ...fields, client_secret: clientSecret }, 'POST'),
    authenticate: (clientSecret: string, outcome: 'passed' | 'failed') =>
      request(
        `/_sandbox${intent(clientSecret, '/authenticate').slice('/v1'.length)}`,
        { client_secret: clientSecret, outcome },
        'POST',
      ),
    async createPaymentMethod(fields: Fields) {
      const { paymentIntent: paymentMethod, error } = await request('/v1/payment_methods', fields, 'POST');
      return error ? { error } : { paymentMethod };
    },
  };
}

const unreachable: PaymentError = {
  type: 'api_connection_error',
  message:
    'We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.',
};

/** A form with bracketed names: `card[number]`. */
export function encode(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) add(name ? `${name}[${key}]` : key, inner);
    } else form.append(name, String(value));
  };
  add('', fields);
  return form;
}
