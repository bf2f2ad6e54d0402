import { createServer, type IncomingMessage } from 'node:http';
import Stripe from 'stripe';

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
  const server = createServer(async (request, response) => {
    const signature = String(request.headers['stripe-signature']);
    try {
      const event = new Stripe('sk_test_x').webhooks.constructEvent(await bodyOf(request), signature, secret);
      received.push({ event, at: Date.now() });
      response.writeHead(answers.shift() ?? 200).end();
    } catch {
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/webhook`,
    received,
    answers,
    types: (intentId) =>
      received
        .map(({ event }) => event)
        .filter(({ data }) => !intentId || JSON.stringify(data.object).includes(intentId))
        .map(({ type }) => type),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
