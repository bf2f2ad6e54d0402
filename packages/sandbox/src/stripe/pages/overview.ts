import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Database } from '../database.ts';
import { ledgerOf } from '../ledger.ts';
import { layout } from './layout.ts';
import { disputeRow, intentRow, refundRow } from './money-rows.ts';
import { type Html, state, table } from './tables.ts';

type Delivery = {
  readonly id: string;
  readonly type: string;
  readonly payment_intent: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_answer: string | null;
  readonly next_attempt_at: Date;
};

const shown = 100;

/** What happened here lately: payments, what became of them, and the webhooks that told of it. */
export function createOverviewPage(database: Database, clock: () => Date): Hono {
  const page = new Hono();
  page.get('/', async (context) => {
    const refused = context.req.query('refused');
    const ledger = ledgerOf(database.pool, clock());
    const [intents, refunds, disputes, { rows: deliveries }] = await Promise.all([
      ledger.list('payment_intent', { limit: shown - 1 }),
      ledger.list('refund', { limit: shown - 1 }),
      ledger.list('dispute', { limit: shown - 1 }),
      database.pool.query<Delivery>(
        `SELECT id, type, payment_intent, state, attempts, last_answer, next_attempt_at
         FROM stripe_sandbox.event ORDER BY position DESC LIMIT ${shown}`,
      ),
    ]);
    return context.html(
      layout(
        'Stripe sandbox',
        html`<main><h1>Stripe sandbox</h1>
          <p>No money moves here. Test cards and accounts only; the newest ${shown} of each.</p>
          ${refused ? html`<p role="alert" class="bad">${refused}</p>` : ''}
          ${table('Payments', ['Status', 'Amount', 'Payment intent', 'Metadata', 'Created', 'Let happen'], intents.map(intentRow))}
          ${table('Refunds', ['Status', 'Amount', 'Refund', 'Payment intent', 'Metadata', 'Created', 'Let happen'], refunds.map(refundRow))}
          ${table('Disputes', ['Status', 'Amount', 'Reason', 'Dispute', 'Payment intent', 'Created', 'Let happen'], disputes.map(disputeRow))}
          ${table('Webhook deliveries', ['State', 'Event', 'Payment intent', 'Attempts', 'Last answer'], deliveries.map(deliveryRow))}</main>`,
      ),
    );
  });
  return page;
}

const deliveryRow = (delivery: Delivery): Html => html`<tr>
  <td>${state(delivery.state)}</td>
  <td>${delivery.type}</td>
  <td><code>${delivery.payment_intent}</code></td>
  <td class="number">${delivery.attempts}</td>
  <td>${delivery.last_answer ?? ''}${
    delivery.state === 'owed' && delivery.attempts > 0
      ? html`, again at ${delivery.next_attempt_at.toISOString()}`
      : ''
  }</td>
</tr>`;
