import type Stripe from 'stripe';
import { invalidRequest } from '../refusals.ts';
import { type DisputeOutcome, isInquiry, isOpen, type Verdict } from './dispute.ts';
import { changedFrom } from './happening.ts';

type Answer = {
  readonly evidence: Partial<Stripe.Dispute.Evidence> | undefined;
  readonly metadata: Record<string, string> | undefined;
  /** False: only kept for later. */
  readonly submit: boolean;
};

/**
 * What a merchant says to a dispute. Once it is submitted the bank looks at it.
 * @throws StripeRefusal 400 when the bank has decided, or is deciding
 */
export function answer(dispute: Stripe.Dispute, { evidence, metadata, submit }: Answer): DisputeOutcome {
  if (evidence && !dispute.status.endsWith('needs_response')) {
    throw invalidRequest(
      isOpen(dispute)
        ? 'This dispute is under review: its evidence can no longer be changed.'
        : 'This dispute is already closed.',
      { param: 'evidence' },
    );
  }
  const submitted = Boolean(evidence) && submit;
  const answered: Stripe.Dispute = {
    ...dispute,
    evidence: { ...dispute.evidence, ...evidence },
    metadata: metadata ?? dispute.metadata,
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: dispute.evidence_details.has_evidence || Boolean(evidence),
      submission_count: dispute.evidence_details.submission_count + (submitted ? 1 : 0),
      submission_method: submitted ? 'manual' : dispute.evidence_details.submission_method,
    },
    status: submitted ? (isInquiry(dispute) ? 'warning_under_review' : 'under_review') : dispute.status,
  };
  return {
    dispute: answered,
    happenings: [changedFrom('charge.dispute.updated', dispute, answered)],
  };
}

const verdicts: Record<string, Verdict> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalated',
};

/** What the bank will make of the evidence, if it holds one of the texts that Stripe's test mode knows. */
export const verdictOn = ({ evidence }: Stripe.Dispute): Verdict | undefined =>
  verdicts[evidence.uncategorized_text ?? ''];
