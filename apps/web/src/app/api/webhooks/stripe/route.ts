import { textOf } from '@/server/http.ts';
import { route } from '@/server/route.ts';

const maxBytes = 1_000_000;

/** 400: not Stripe's. 200: applied now, before, or not ours. Anything else makes Stripe deliver it again. */
export const POST = route(async (app, request) => {
  const rawBody = await textOf(request, maxBytes);
  const signature = request.headers.get('stripe-signature') ?? '';
  return Response.json({ received: await app.handleStripeWebhook({ rawBody, signature }) });
});
