import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/server/trpc/router';

type Answers = inferRouterOutputs<AppRouter>;

export type Tutor = Answers['tutors']['list'][number];
export type TutorProfile = Answers['tutors']['byId'];
export type Slot = Answers['tutors']['openSlots'][number];
export type Checkout = Answers['booking']['checkout'];
export type CheckoutState = Checkout['state'];
export type Session = Answers['sessions']['mine'][number];
export type SessionDetails = Answers['sessions']['byId'];
export type Quote = Answers['sessions']['cancellationQuote'];
export type Config = Answers['config'];
export type Policy = Config['cancellationPolicy'];
export type SessionStatus = Session['status'];
export type PaidFor = Answers['payments']['history'][number];
export type PaymentDetails = Answers['payments']['byId'];
export type Alert = Answers['operations']['alerts'][number];
export type Dispute = Answers['operations']['disputes'][number];
export type Refund = PaidFor['refunds'][number];
export type Person = NonNullable<Answers['me']>;
