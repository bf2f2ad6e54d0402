import type { Dispute, PaidFor, Refund, SessionStatus } from '@/trpc/answers.ts';

type Tone = 'good' | 'wait' | 'bad' | 'done';
type Meaning = { readonly word: string; readonly tone: Tone };

const ofSession: Record<SessionStatus, Meaning> = {
  PENDING_PAYMENT: { word: 'Payment pending', tone: 'wait' },
  CONFIRMED: { word: 'Confirmed', tone: 'good' },
  COMPLETED: { word: 'Completed', tone: 'done' },
  CANCELLED: { word: 'Cancelled', tone: 'bad' },
};

const ofPayment: Record<PaidFor['status'], Meaning> = {
  PENDING: { word: 'Payment pending', tone: 'wait' },
  SUCCEEDED: { word: 'Paid', tone: 'good' },
  FAILED: { word: 'Not paid', tone: 'bad' },
};

const ofRefund: Record<Refund['status'], Meaning> = {
  PENDING: { word: 'Refund on its way', tone: 'wait' },
  SUCCEEDED: { word: 'Refunded', tone: 'done' },
  FAILED: { word: 'Refund did not arrive', tone: 'bad' },
};

const ofDispute: Record<Dispute['status'], Meaning> = {
  INQUIRY: { word: 'Bank asks', tone: 'wait' },
  OPEN: { word: 'Disputed', tone: 'bad' },
  WON: { word: 'Dispute won', tone: 'good' },
  LOST: { word: 'Dispute lost', tone: 'done' },
};

const looks: Record<Tone, string> = {
  good: 'bg-good-wash text-good',
  wait: 'bg-wait-wash text-wait',
  bad: 'bg-bad-wash text-bad',
  done: 'bg-line text-ink',
};

function Chip({ word, tone }: Meaning) {
  return (
    <span
      className={`inline-block rounded-full px-3 py-1 text-sm leading-tight font-semibold ${looks[tone]}`}
    >
      {word}
    </span>
  );
}

export const SessionChip = ({ status }: { status: SessionStatus }) => <Chip {...ofSession[status]} />;

const processing: Meaning = { word: 'Bank is processing', tone: 'wait' };

type PaymentProps = { status: PaidFor['status']; isProcessing?: boolean };

export const PaymentChip = ({ status, isProcessing = false }: PaymentProps) => (
  <Chip {...(isProcessing ? processing : ofPayment[status])} />
);

export const RefundChip = ({ status }: { status: Refund['status'] }) => <Chip {...ofRefund[status]} />;

export const DisputeChip = ({ status }: { status: Dispute['status'] }) => <Chip {...ofDispute[status]} />;
