import { formatMoney } from '@halfpast/kernel';
import type { SessionDetails } from '@/trpc/answers.ts';
import type { Part } from './session-actions.ts';

/** How far the money of a cancelled session has come on its way back. */
export type RefundStage =
  | 'notCharged'
  | 'nothingDue'
  | 'due'
  | 'onItsWay'
  | 'sentAgain'
  | 'disputed'
  | 'arrived';

type Money = { readonly amount: number; readonly currency: string };
export type RefundStory = { readonly stage: RefundStage; readonly money: Money | null };

type Told = Pick<SessionDetails, 'payment' | 'refundDue'>;

/** What has become of the money, by the attempts there are: the last one counts. */
export function refundStory({ payment, refundDue }: Told): RefundStory {
  if (payment?.status !== 'SUCCEEDED') return { stage: 'notCharged', money: null };
  const last = payment.refunds.at(-1);
  if (!last) return { stage: refundDue?.amount === 0 ? 'nothingDue' : 'due', money: refundDue };
  if (last.status === 'SUCCEEDED') return { stage: 'arrived', money: last };
  if (payment.isDisputed) return { stage: 'disputed', money: last };
  const hasFailed = payment.refunds.some(({ status }) => status === 'FAILED');
  return { stage: hasFailed ? 'sentAgain' : 'onItsWay', money: last };
}

/** Whether the story isn't over, so that it is worth looking again. */
export const isUnfolding = ({ stage }: RefundStory): boolean =>
  stage === 'due' || stage === 'onItsWay' || stage === 'sentAgain' || stage === 'disputed';

type Reader = { readonly part: Part; readonly studentName: string };

/** The story in a sentence, for whoever reads it. */
export function refundWords({ stage, money }: RefundStory, { part, studentName }: Reader): string {
  const isMine = part === 'student';
  const sum = money ? formatMoney(money) : 'What was paid';
  const to = isMine ? 'you' : studentName;
  switch (stage) {
    case 'notCharged':
      return isMine ? 'You have not been charged.' : 'Nothing was charged.';
    case 'nothingDue':
      return isMine
        ? 'Nothing comes back: it was too close to the start.'
        : `Nothing goes back to ${studentName}: it was too close to the start.`;
    case 'due':
      return `${sum} is about to be sent back to ${to}.`;
    case 'onItsWay':
      return `${sum} is on its way back to ${to}. Banks take up to ten days to show it.`;
    case 'sentAgain':
      return `${sum} did not arrive at the first try. We are sending it to ${to} again.`;
    case 'disputed':
      return `${sum} waits: the payment is disputed at the bank, and the bank decides first.`;
    case 'arrived':
      return `${sum} went back to ${to}.${isMine ? ' Your bank may take some days to show it.' : ''}`;
  }
}
