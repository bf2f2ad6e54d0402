/** What an operator should know of. `key` is the same for each repeat of one cause. */
export type Alert = {
  readonly key: string;
  readonly kind: AlertKind;
  readonly paymentId: string;
  readonly sessionId: string;
  readonly words: string;
};

export type AlertKind =
  | 'REFUND_FAILED'
  | 'REFUND_MADE_ELSEWHERE'
  | 'DISPUTE_OPENED'
  | 'DISPUTE_WON'
  | 'DISPUTE_LOST'
  | 'WRONG_AMOUNT'
  | 'PAYMENT_SENT_BACK';

/** An alert that has been raised. */
export type RaisedAlert = Alert & { readonly alertId: string; readonly createdAt: Date };
