import { createStripe } from './stripe.ts';

const script = document.currentScript;
const { origin } = new URL(script instanceof HTMLScriptElement ? script.src : location.href);

/** @stripe/stripe-js checks that this is the release it was made for. */
const version = 'endive';

const Stripe = (key: string) => createStripe(key, { origin, navigate: (url) => location.assign(url) });

Object.assign(window, { Stripe: Object.assign(Stripe, { version }) });
