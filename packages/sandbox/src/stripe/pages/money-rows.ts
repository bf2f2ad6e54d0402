import { html } from 'hono/html';
import type Stripe from 'stripe';
import { isInquiry, isOpen } from '../domain/dispute.ts';
import { priceOf } from '../price.ts';
import { type Act, acts, type Html, state, timeOf } from './tables.ts';

/** A payment, and what a bank, a payer or the dashboard could do about it. */
export const intentRow = (intent: Stripe.PaymentIntent): Html => html`<tr>
  <td>${state(intent.status)}${intent.last_payment_error ? html` ${intent.last_payment_error.code}` : ''}</td>
  <td class="number">${priceOf(intent)}</td>
  <td><code>${intent.id}</code></td>
  <td>${metadata(intent.metadata)}</td>
  <td>${timeOf(intent.created)}</td>
  <td>${acts(intent.id, actsOnIntent(intent))}</td>
</tr>`;

function actsOnIntent({ id, status }: Stripe.PaymentIntent): readonly Act[] {
  const at = (act: string) => `payment_intents/${id}/${act}`;
  if (status === 'canceled') return [];
  if (status === 'succeeded') {
    return [
      ['Refund', at('refund')],
      ['Dispute', at('dispute')],
      ['Inquire', at('dispute'), { inquiry: 'true' }],
    ];
  }
  if (status !== 'processing') return [['Cancel', at('cancel')]];
  return [
    ['Let it succeed', at('settle'), { outcome: 'succeeded' }],
    ['Let it fail', at('settle'), { outcome: 'failed' }],
  ];
}

/** A refund; a bank may send it back long after it seemed to have arrived. */
export function refundRow(refund: Stripe.Refund): Html {
  const status = String(refund.status);
  const at = `refunds/${refund.id}/settle`;
  const choices: readonly Act[] = [
    ...(status === 'pending' ? [['Let it arrive', at, { outcome: 'succeeded' }] as const] : []),
    ...(status === 'failed' ? [] : [['Let it fail', at, { outcome: 'failed' }] as const]),
  ];
  return html`<tr>
    <td>${state(status)}${refund.failure_reason ? html` ${refund.failure_reason}` : ''}</td>
    <td class="number">${priceOf(refund)}</td>
    <td><code>${refund.id}</code></td>
    <td><code>${String(refund.payment_intent)}</code></td>
    <td>${metadata(refund.metadata ?? {})}</td>
    <td>${timeOf(refund.created)}</td>
    <td>${acts(refund.id, choices)}</td>
  </tr>`;
}

/** A dispute, and how it could end. */
export function disputeRow(dispute: Stripe.Dispute): Html {
  const at = `disputes/${dispute.id}/settle`;
  const ends: readonly Act[] = isInquiry(dispute)
    ? [
        ['Close', at, { outcome: 'won' }],
        ['Escalate', at, { outcome: 'escalated' }],
      ]
    : [
        ['Win', at, { outcome: 'won' }],
        ['Lose', at, { outcome: 'lost' }],
      ];
  return html`<tr>
    <td>${state(dispute.status)}</td>
    <td class="number">${priceOf(dispute)}</td>
    <td>${dispute.reason.replaceAll('_', ' ')}</td>
    <td><code>${dispute.id}</code></td>
    <td><code>${String(dispute.payment_intent)}</code></td>
    <td>${timeOf(dispute.created)}</td>
    <td>${acts(dispute.id, isOpen(dispute) ? ends : [])}</td>
  </tr>`;
}

const metadata = (record: Readonly<Record<string, string>>): Html[] =>
  Object.entries(record).map(([key, value]) => html`<div>${key}: <code>${value}</code></div>`);
