import { formatMoney } from '@halfpast/kernel';
import { Avatar } from '@/components/avatar.tsx';
import { CancellationTerms } from '@/components/cancellation-terms.tsx';
import { LessonTime } from '@/components/lesson-time.tsx';
import { lengthOf } from '@/components/times.ts';
import type { Checkout } from '@/trpc/answers.ts';
import { Countdown } from './countdown.tsx';

type Props = { checkout: Checkout; onTimeUp?: () => void };

/** What is being paid for, and for how long it is held when somebody wants to know that it ran out. */
export function LessonSummary({ checkout, onTimeUp }: Props) {
  const { tutorId, tutorName, tutorTimeZone, startsAt, duration, expiresAt, cancellationPolicy } = checkout;
  const isBookable = ['awaiting_payment', 'declined', 'processing', 'paid', 'confirmed'].includes(
    checkout.state,
  );
  return (
    <section
      aria-label="Your lesson"
      className="overflow-hidden rounded-2xl border-[1.5px] border-ink bg-sheet"
    >
      {onTimeUp && <Countdown expiresAt={expiresAt} onTimeUp={onTimeUp} />}
      <div className="space-y-4 p-5 sm:p-6">
        <div className="flex items-center gap-4">
          <Avatar id={tutorId} name={tutorName} className="size-14 text-lg" />
          <div>
            <p className="font-semibold">{tutorName}</p>
            <p className="text-sm text-ink-soft">{lengthOf(duration)}, one to one</p>
          </div>
        </div>
        <LessonTime startsAt={startsAt} duration={duration} tutorZone={tutorTimeZone} />
        <p className="flex items-baseline justify-between border-t border-line pt-4">
          <span className="text-ink-soft">Total</span>
          <span className="tabular font-display text-3xl font-semibold">{formatMoney(checkout)}</span>
        </p>
        {isBookable && (
          <div className="border-t border-line pt-4 text-sm text-ink-soft">
            <h2 className="mb-2 font-sans text-sm font-semibold tracking-normal text-ink">
              If your plans change
            </h2>
            <CancellationTerms policy={cancellationPolicy} startsAt={startsAt} />
          </div>
        )}
      </div>
    </section>
  );
}
