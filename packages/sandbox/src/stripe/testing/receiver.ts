import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { listen } from '../../testing/listen.ts';

type Received = { readonly event: Stripe.Event; readonly at: number };

export type Receiver = {
  readonly url: string;
  /** Every event that arrived with a right signature, refused ones too, in the order of arrival. */
  readonly received: readonly Received[];
  /** What the next deliveries are answered with; 200 once it is used up. */
  readonly answers: number[];
  types(intentId?: string): string[];
  stop(): Promise<void>;
};

/** A webhook endpoint as an app would have it: it checks signatures with the SDK. */
export async function startReceiver(secret: string, port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = await listen(async (request, response) => {
    const signature = String(request.headers['stripe-signature']);
    try {
      const event = new Stripe('sk_test_x').webhooks.constructEvent(await text(request), signature, secret);
      received.push({ event, at: Date.now() });
      response.writeHead(answers.shift() ?? 200).end();
    } catch {
      response.writeHead(400).end();
    }
  }, port);
  return {
    url: `${server.url}/webhook`,
    received,
    answers,
    types: (intentId) =>
      received
        .map(({ event }) => event)
        .filter(({ data }) => !intentId || JSON.stringify(data.object).includes(intentId))
        .map(({ type }) => type),
    stop: server.close,
  };
}
