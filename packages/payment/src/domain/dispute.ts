/** The student's bank questions a charge, as Stripe last told of it. */
export type Dispute = {
  /** Stripe's. */
  readonly disputeId: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly status: 'INQUIRY' | 'OPEN' | 'WON' | 'LOST';
  readonly openedAt: Date;
};

/** A dispute as Stripe tells of it. */
export type ToldDispute = Omit<Dispute, 'paymentId'>;

const rank: Record<Dispute['status'], number> = { INQUIRY: 0, OPEN: 1, WON: 2, LOST: 3 };

/** The dispute after this word of Stripe's: a late or repeated one never opens again what is closed. */
export const recordDispute = (known: Dispute | undefined, told: Dispute): Dispute =>
  known && rank[told.status] <= rank[known.status] ? known : told;

/** Stripe refunds no charge while it is disputed; an inquiry alone moves no money and forbids nothing. */
export const isFreezing = ({ status }: Dispute): boolean => status === 'OPEN';

/** The bank has given the money back itself. */
export const isLost = ({ status }: Dispute): boolean => status === 'LOST';
