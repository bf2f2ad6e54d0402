import type Stripe from 'stripe';
import { z } from 'zod';
import { type DisputeOutcome, decide, isOpen } from '../domain/dispute.ts';
import { answer, verdictOn } from '../domain/dispute-answer.ts';
import { evidenceTexts } from '../domain/no-evidence.ts';
import type { Ledger } from '../ledger.ts';
import { invalidRequest, noSuch } from '../refusals.ts';
import { type Answer, type Call, type Endpoint, serverOnly } from './call.ts';
import { expanded } from './expand.ts';
import { causeOf, later, secondsOf } from './intent-access.ts';
import { listOf, toPage } from './lists.ts';
import * as p from './parameters.ts';

const onlyExpand = z.strictObject({ expand: p.expand });

export const retrieveDispute: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand } = p.read(onlyExpand, call.form);
  return async (ledger) => {
    const dispute = await ledger.find('dispute', call.id);
    if (!dispute) throw noSuch('dispute', call.id);
    return { status: 200, body: await expanded(dispute, expand, ledger) };
  };
};

const listParameters = z.strictObject({
  ...p.paging,
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
});

export const listDisputes: Endpoint = (call) => {
  serverOnly(call.caller);
  const { payment_intent: paymentIntent, charge, ...wanted } = p.read(listParameters, call.form);
  return async (ledger) =>
    listOf(await ledger.list('dispute', { ...toPage(wanted), paymentIntent, charge }), {
      call,
      wanted,
      ledger,
    });
};

const evidence = z.partialRecord(z.enum(evidenceTexts), z.string().max(20_000));

const updateParameters = z.strictObject({
  evidence: evidence.optional(),
  metadata: p.metadata.optional(),
  submit: p.flag.default(true),
  expand: p.expand,
});

/** The evidence `winning_evidence` and its like as `uncategorized_text` decide what the bank says later. */
export const updateDispute: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand, metadata, ...wanted } = p.read(updateParameters, call.form);
  return async (ledger) => {
    const dispute = await lockDispute(call.id, ledger);
    const outcome = answer(dispute, {
      evidence: wanted.evidence,
      metadata: metadata && p.withoutEmpty({ ...dispute.metadata, ...metadata }),
      submit: wanted.submit,
    });
    const decided = outcome.dispute.status.endsWith('under_review') && verdictOn(outcome.dispute);
    const settlesAt = decided ? later(call, 'disputeMs') : undefined;
    return written(outcome, { call, ledger, expand, settlesAt });
  };
};

export const closeDispute: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand } = p.read(onlyExpand, call.form);
  return async (ledger) => {
    const dispute = await lockDispute(call.id, ledger);
    if (!isOpen(dispute)) throw invalidRequest('This dispute is already closed.');
    return written(decide(dispute, 'lost', secondsOf(call.now)), { call, ledger, expand });
  };
};

/** The dispute, its payment locked. */
export async function lockDispute(id: string, ledger: Ledger): Promise<Stripe.Dispute> {
  const found = await ledger.find('dispute', id);
  await ledger.lockIntent(String(found?.payment_intent));
  const dispute = await ledger.find('dispute', id);
  if (!dispute) throw noSuch('dispute', id);
  return dispute;
}

type Setting = {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly expand: readonly string[] | undefined;
  readonly settlesAt?: Date | undefined;
};

async function written(
  { dispute, happenings }: DisputeOutcome,
  { call, ledger, expand, settlesAt }: Setting,
): Promise<Answer> {
  await ledger.save({ object: dispute, settlesAt });
  await ledger.tell(happenings, causeOf(call));
  return { status: 200, body: await expanded(dispute, expand, ledger) };
}
