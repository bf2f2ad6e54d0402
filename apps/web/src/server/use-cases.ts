import type { Communication } from '@halfpast/communication';
import type { Payments } from '@halfpast/payment';
import type { Saga } from '@halfpast/saga';
import type { TutorMatching } from '@halfpast/tutor-matching';
import type { People } from './people.ts';

/** What the browser's procedures ask of the services. */
export type UseCases = {
  readonly tutorMatching: Pick<TutorMatching, 'tutors' | 'tutor' | 'openSlots'>;
  readonly payment: Pick<
    Payments,
    'getPaymentHistory' | 'paymentOf' | 'paymentsByIds' | 'paymentsOfSessions' | 'alerts' | 'disputes'
  >;
  readonly communication: Pick<
    Communication,
    'getMySessions' | 'getSessionDetails' | 'sessionsByIds' | 'cancelSession'
  >;
  readonly saga: Pick<
    Saga,
    'bookSession' | 'giveUpBooking' | 'checkoutOf' | 'cancellationQuote' | 'refundDue'
  >;
  readonly people: Pick<People, 'namesOf' | 'profileOf'>;
};
