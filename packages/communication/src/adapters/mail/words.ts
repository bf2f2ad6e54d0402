import { formatMoney } from '@halfpast/kernel';
import type { Notification, Refunded } from '../../domain/notification.ts';
import { cancellationOf, type Session } from '../../domain/session.ts';
import type { Letter } from './letter.ts';
import { dayOf, startOf } from './moments.ts';

/** What the words are made of: who reads, who the other one is, and what they are told of. */
export type Told = {
  readonly notification: Pick<Notification, 'kind' | 'data'>;
  readonly session: Session;
  readonly reads: 'student' | 'tutor';
  readonly timeZone: string;
  /** How the other one is called. */
  readonly other: string;
};

type Words = Pick<Letter, 'subject' | 'heading' | 'paragraphs' | 'quote'>;

/** The words of each kind of news, for the student and for the tutor. */
export const wordsOf = (told: Told): Words => words[told.notification.kind](told);

const words: Record<Notification['kind'], (told: Told) => Words> = {
  confirmed: ({ reads, other }) =>
    reads === 'student'
      ? {
          subject: `Your lesson with ${other} is booked`,
          heading: 'Your lesson is booked',
          paragraphs: [`Your payment has arrived, and ${other} expects you.`],
        }
      : {
          subject: `${other} booked a lesson with you`,
          heading: 'You have a new lesson',
          paragraphs: [`${other} booked and paid a lesson with you.`],
        },

  cancelled: ({ session, reads, other, notification }) => {
    const { cancelledBy, cancellationReason } = cancellationOf(session) ?? {};
    const mine = cancelledBy === (reads === 'student' ? session.studentId : session.tutorId);
    return {
      subject: mine ? `You cancelled your lesson with ${other}` : `${other} cancelled your lesson`,
      heading: 'This lesson is cancelled',
      paragraphs: [
        mine ? `You cancelled your lesson with ${other}.` : `${other} cancelled this lesson.`,
        moneyAfterCancelling(notification.data.refund, reads, other),
      ],
      quote: mine ? undefined : (cancellationReason ?? undefined),
    };
  },

  withdrawn: ({ reads, other }) =>
    reads === 'student'
      ? {
          subject: `Your lesson with ${other} could not be booked`,
          heading: 'This lesson could not be booked',
          paragraphs: [
            `We could not book your lesson with ${other}. We are sorry.`,
            'Whatever you paid for it goes back to you in full; we tell you when it is on its way.',
          ],
        }
      : {
          subject: `A lesson with ${other} could not be booked`,
          heading: 'This lesson does not take place',
          paragraphs: [`${other} wanted to book this lesson, but the booking did not come about.`],
        },

  refunded: ({ reads, other, notification }) => {
    const amount = moneyOf(notification.data.refund);
    return reads === 'student'
      ? {
          subject: `We sent you ${amount} back`,
          heading: `${amount} is on its way to you`,
          paragraphs: [
            `We sent ${amount} for your lesson with ${other} back the way you paid.`,
            'Your bank may take five to ten days to show it.',
          ],
        }
      : {
          subject: `${other} got ${amount} back`,
          heading: `${amount} went back to ${other}`,
          paragraphs: [`We sent ${other} ${amount} back for this lesson. There is nothing for you to do.`],
        };
  },

  reminder_24h: (told) => reminder(told, 'A day to go', `${dayOf(told.session, told.timeZone)}, `),
  reminder_1h: (told) => reminder(told, 'Your lesson starts soon', 'at '),
};

const reminder = ({ session, timeZone, other }: Told, heading: string, when: string): Words => ({
  subject: `Reminder: your lesson with ${other}, ${when}${startOf(session, timeZone)}`,
  heading,
  paragraphs: [`This is a reminder of your lesson with ${other}.`],
});

type Refund = Refunded | null | undefined;

function moneyAfterCancelling(refund: Refund, reads: 'student' | 'tutor', other: string): string {
  if (reads === 'tutor') return `${other} gets ${moneyOf(refund)} back.`;
  return refund
    ? `You get ${moneyOf(refund)} back; we tell you when it is on its way.`
    : 'By the terms of your booking, nothing is paid back this late.';
}

const moneyOf = (refund: Refund): string => (refund ? formatMoney(refund) : 'nothing');
