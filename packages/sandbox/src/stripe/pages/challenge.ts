import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Call, Endpoint } from '../api/call.ts';
import { authenticateIntent } from '../api/confirm-intent.ts';
import type { StoredAnswer } from '../api/idempotency.ts';
import type { Database } from '../database.ts';
import { newRequestId } from '../ids.ts';
import { ledgerOf } from '../ledger.ts';
import type { Metronome } from '../pace.ts';
import { priceOf } from '../price.ts';
import { StripeRefusal } from '../refusals.ts';
import { layout } from './layout.ts';

type Deps = {
  readonly database: Database;
  readonly perform: (endpoint: Endpoint, call: Call) => Promise<StoredAnswer>;
  readonly clock: () => Date;
  readonly pace: Metronome;
};

const path = '/_sandbox/challenge/:id';

/** The bank's page for payments confirmed by a server: the payer passes or fails there and is sent back. */
export function createChallengePage({ database, perform, clock, pace }: Deps): Hono {
  const page = new Hono();
  const find = (id: string) => ledgerOf(database.pool, clock()).find('payment_intent', id);

  page.get(path, async (context) => {
    const intent = await find(context.req.param('id'));
    if (intent?.client_secret !== context.req.query('client_secret')) return context.notFound();
    return context.html(
      layout(
        'Confirm it is you',
        html`<main>
          <h1>Confirm it is you</h1>
          <p>3D Secure test: your bank would ask you here to approve ${intent ? priceOf(intent) : ''}.</p>
          <form method="post">
            <button name="outcome" value="passed">Complete</button>
            <button name="outcome" value="failed">Fail</button>
          </form>
        </main>`,
      ),
    );
  });

  page.post(path, async (context) => {
    const { req } = context;
    const id = req.param('id');
    const { outcome } = await req.parseBody();
    const returnUrl = (await find(id))?.next_action?.redirect_to_url?.return_url;
    if (!returnUrl) return context.notFound();
    const client_secret = req.query('client_secret') ?? '';
    const answer = await perform(authenticateIntent, {
      caller: 'browser',
      method: 'POST',
      path: req.path,
      id,
      form: { client_secret, outcome: String(outcome) },
      requestId: newRequestId(),
      idempotencyKey: null,
      now: clock(),
      pace: pace.now(),
      origin: new URL(req.url).origin,
    }).catch((error: unknown) => {
      if (error instanceof StripeRefusal) return undefined;
      throw error;
    });
    if (!answer || answer.status === 400) return context.notFound();
    const back = new URL(returnUrl);
    back.searchParams.set('payment_intent', id);
    back.searchParams.set('payment_intent_client_secret', client_secret);
    back.searchParams.set('redirect_status', answer.status === 200 ? 'succeeded' : 'failed');
    return context.redirect(back.toString(), 303);
  });

  return page;
}
