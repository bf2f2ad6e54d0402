import { cancellationOf, meetingLinkOf, type Session, type SessionStatus } from '@halfpast/communication';
import type { Dispute, PaymentView as Payment, RefundView as Refund } from '@halfpast/payment';

export type RefundShown = {
  refundId: string;
  amount: number;
  currency: string;
  status: Refund['status'];
  reason: string | null;
  createdAt: string;
};

export type SessionView = {
  sessionId: string;
  tutorId: string;
  studentId: string;
  tutorName: string;
  studentName: string;
  scheduledAt: string;
  duration: number;
  status: SessionStatus;
  meetingLink: string | null;
  /** null also when nobody did: its payment failed, or it could not be made. */
  cancelledBy: 'student' | 'tutor' | null;
  cancelledAt: string | null;
  cancellationReason: string | null;
  payment: {
    status: Payment['status'];
    amount: number;
    currency: string;
    refunds: RefundShown[];
    /** What is owed waits until the bank has decided. */
    isDisputed: boolean;
  } | null;
};

export type PaymentShown = {
  paymentId: string;
  sessionId: string;
  amount: number;
  currency: string;
  status: Payment['status'];
  /** The bank takes a while: its answer is still to come. */
  isProcessing: boolean;
  failureReason: string | null;
  createdAt: string;
  refunds: RefundShown[];
  tutorName: string;
  /** null as long as the payment has not become a session. */
  scheduledAt: string | null;
};

/** Whose account is gone still has a place in the other's list. */
const goneName = 'Former member';

export type Names = ReadonlyMap<string, string>;

export const nameIn = (names: Names, personId: string): string => names.get(personId) ?? goneName;

export const refundView = ({
  refundId,
  amount,
  currency,
  status,
  reason,
  createdAt,
}: Refund): RefundShown => ({
  refundId,
  amount,
  currency,
  status,
  reason,
  createdAt: createdAt.toISOString(),
});

type Cancellation = Pick<SessionView, 'cancelledBy' | 'cancelledAt' | 'cancellationReason'>;

function cancellationView(session: Session): Cancellation {
  const cancelled = cancellationOf(session);
  if (!cancelled) return { cancelledBy: null, cancelledAt: null, cancellationReason: null };
  const { cancelledBy, cancelledAt, cancellationReason, studentId } = cancelled;
  const byWhom = cancelledBy === studentId ? 'student' : 'tutor';
  return {
    cancelledBy: cancelledBy === null ? null : byWhom,
    cancelledAt: cancelledAt.toISOString(),
    cancellationReason,
  };
}

export const sessionView = (session: Session, payment: Payment | undefined, names: Names): SessionView => ({
  sessionId: session.sessionId,
  tutorId: session.tutorId,
  studentId: session.studentId,
  tutorName: nameIn(names, session.tutorId),
  studentName: nameIn(names, session.studentId),
  scheduledAt: session.scheduledAt.toISOString(),
  duration: session.duration,
  status: session.status,
  meetingLink: meetingLinkOf(session) ?? null,
  ...cancellationView(session),
  payment: payment
    ? {
        status: payment.status,
        amount: payment.amount,
        currency: payment.currency,
        refunds: payment.refunds.map(refundView),
        isDisputed: payment.isDisputed,
      }
    : null,
});

export const paymentView = (payment: Payment, session: Session | undefined, names: Names): PaymentShown => ({
  paymentId: payment.paymentId,
  sessionId: payment.sessionId,
  amount: payment.amount,
  currency: payment.currency,
  status: payment.status,
  isProcessing: payment.isProcessing,
  failureReason: payment.failureReason,
  createdAt: payment.createdAt.toISOString(),
  refunds: payment.refunds.map(refundView),
  tutorName: nameIn(names, payment.tutorId),
  scheduledAt: session?.scheduledAt.toISOString() ?? null,
});

export const disputeView = (dispute: Dispute) => ({
  disputeId: dispute.disputeId,
  status: dispute.status,
  reason: dispute.reason,
  amount: dispute.amount,
  currency: dispute.currency,
  paymentId: dispute.paymentId,
  openedAt: dispute.openedAt.toISOString(),
});
