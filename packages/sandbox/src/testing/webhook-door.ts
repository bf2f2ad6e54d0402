import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

type Hear = (delivery: { readonly rawBody: string; readonly signature: string }) => Promise<unknown>;

/**
 * A door for Stripe's webhooks, as an app's route is one, for tests of those who hear them: 400 for what `isForged`, 500
 * for any other error, and 503 until there is somebody to hear.
 */
export async function openWebhookDoor(isForged: (error: unknown) => boolean) {
  let hear: Hear | undefined;
  const server = await listen(async (request, response) => {
    const delivery = {
      rawBody: await text(request),
      signature: String(request.headers['stripe-signature']),
    };
    const status = await hear?.(delivery).then(
      () => 200,
      (error: unknown) => (isForged(error) ? 400 : 500),
    );
    response.writeHead(status ?? 503).end();
  });
  return {
    url: `${server.url}/webhook`,
    heardBy(next: Hear): void {
      hear = next;
    },
    close: server.close,
  };
}
