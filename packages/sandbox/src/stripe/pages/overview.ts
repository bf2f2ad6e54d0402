import { Hono } from 'hono';
import { html } from 'hono/html';
import type Stripe from 'stripe';
import type { Database } from '../database.ts';
import { ledgerOf } from '../ledger.ts';
import { priceOf } from '../price.ts';
import { layout } from './layout.ts';

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

/** What happened here lately: payments, and the webhooks that told of them. */
export function createOverviewPage(database: Database, clock: () => Date): Hono {
  const page = new Hono();
  page.get('/', async (context) => {
    const intents = await ledgerOf(database.pool, clock()).list('payment_intent', { limit: shown });
    const { rows } = await database.pool.query<Delivery>(
      `SELECT id, type, payment_intent, state, attempts, last_answer, next_attempt_at
       FROM stripe_sandbox.event ORDER BY position DESC LIMIT ${shown}`,
    );
    return context.html(
      layout(
        'Stripe sandbox',
        html`<h1>Stripe sandbox</h1>
          <p>No money moves here. Test cards only; the newest ${shown} of each.</p>
          ${table('Payments', ['Status', 'Amount', 'Payment intent', 'Metadata', 'Created'], intents.slice(0, shown).map(intentRow))}
          ${table('Webhook deliveries', ['State', 'Event', 'Payment intent', 'Attempts', 'Last answer'], rows.map(deliveryRow))}`,
      ),
    );
  });
  return page;
}

type Html = ReturnType<typeof html>;

const table = (title: string, heads: readonly string[], rows: readonly Html[]): Html => html`<h2>${title}</h2>
  ${
    rows.length === 0
      ? html`<p>None yet.</p>`
      : html`<div class="scroll"><table>
          <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${rows}</tbody>
        </table></div>`
  }`;

const tone: Record<string, string> = {
  succeeded: 'good',
  delivered: 'good',
  canceled: 'bad',
  dropped: 'bad',
  'given up': 'bad',
};

const state = (text: string): Html =>
  html`<span class="state ${tone[text] ?? 'open'}">${text.replaceAll('_', ' ')}</span>`;

const intentRow = (intent: Stripe.PaymentIntent): Html => html`<tr>
  <td>${state(intent.status)}${intent.last_payment_error ? html` ${intent.last_payment_error.code}` : ''}</td>
  <td class="number">${priceOf(intent)}</td>
  <td><code>${intent.id}</code></td>
  <td>${Object.entries(intent.metadata).map(([key, value]) => html`<div>${key}: <code>${value}</code></div>`)}</td>
  <td>${new Date(intent.created * 1_000).toISOString().replace('T', ' ').slice(0, 19)} UTC</td>
</tr>`;

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
