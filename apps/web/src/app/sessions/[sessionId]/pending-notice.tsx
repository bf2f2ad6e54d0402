import Link from 'next/link';
import { buttonLook } from '@/components/button.tsx';
import type { Session } from '@/trpc/answers.ts';
import { isOffered, type Part } from '../session-actions.ts';

type Props = { session: Session; part: Part };

/** Why a lesson isn't certain yet, and what happens next. */
export function PendingNotice({ session, part }: Props) {
  return (
    <section aria-labelledby="pending-heading" className="mt-8 rounded-2xl bg-wait-wash p-6">
      <h2 id="pending-heading" className="text-2xl text-wait">
        The bank is still processing the payment
      </h2>
      <p className="mt-2 max-w-prose">
        {part === 'student'
          ? 'The time stays yours until your bank has answered. You need do nothing: we write to you as soon as it is certain. Should the payment fail, the time is open to others again and you are not charged.'
          : `${session.studentName} has paid in a way that takes a while. The time stays taken until the bank has answered; then the lesson is confirmed, or the time is open again.`}
      </p>
      {isOffered('followPayment', session, part, new Date()) && (
        <Link href={`/checkout/${session.sessionId}/result`} className={`${buttonLook('plain')} mt-4`}>
          Follow the payment
        </Link>
      )}
    </section>
  );
}
