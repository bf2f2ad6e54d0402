import { afterEach, beforeEach, vi } from 'vitest';
import { createStripe } from '../stripe.ts';

type Sent = { readonly url: string; readonly form: Record<string, string> };

export const open = {
  id: 'pi_1',
  status: 'requires_payment_method',
  amount: 4_200,
  currency: 'eur',
  client_secret: 'pi_1_secret_2',
  payment_method_types: ['card'],
  next_action: null,
};
export const paid = { ...open, status: 'succeeded' };

/** What a test sees of the world around the script. */
type Surroundings = { sent: Sent[]; answers: Record<string, object>; visited: string[] };

/** A page before each test, with an API that answers what the test wants. */
export function aPage(): Surroundings {
  const page: Surroundings = { sent: [], answers: {}, visited: [] };
  beforeEach(() => {
    page.sent = [];
    page.visited = [];
    page.answers = { '/confirm': paid, '/v1/payment_intents/pi_1?': open };
    vi.stubGlobal('fetch', async (url: string, { body }: { body?: URLSearchParams } = {}) => {
      page.sent.push({ url, form: Object.fromEntries(body ?? []) });
      const [, answer] = Object.entries(page.answers).find(([path]) => url.includes(path)) ?? [];
      return Response.json(answer ?? { error: { type: 'invalid_request_error', message: 'No such thing' } });
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.replaceChildren();
  });
  return page;
}

export const stripeOn = (page: Surroundings) =>
  createStripe('pk_test_x', { origin: 'http://stripe.test', navigate: (url) => page.visited.push(url) });

export const field = (label: string): HTMLInputElement => {
  const labels = [...document.querySelectorAll('label')];
  const id = labels.find(({ textContent }) => textContent === label)?.htmlFor ?? '';
  const node = document.getElementById(id);
  if (!(node instanceof HTMLInputElement)) throw new Error(`No field ${label}`);
  return node;
};

export const type = (label: string, text: string): void => {
  const input = field(label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};

export const typeCard = (): void => {
  type('Card number', '4242424242424242');
  type('Expiration date', '1234');
  type('Security code', '123');
};

export const mountedOn = (
  page: Surroundings,
  options: object = { clientSecret: open.client_secret },
  elementOptions = {},
) => {
  const stripe = stripeOn(page);
  const elements = stripe.elements(options);
  const element = elements.create('payment', elementOptions);
  const target = document.createElement('div');
  target.id = 'target';
  document.body.append(target);
  element.mount('#target');
  return { stripe, elements, element };
};

export const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`No button ${name}`);
  return found;
};
