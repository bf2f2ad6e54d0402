'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { askAgainIn, isPayable, isUnderWay } from './checkout-state.ts';
import { GiveUp } from './give-up.tsx';
import { LessonSummary } from './lesson-summary.tsx';
import { Outcome } from './outcome.tsx';
import { PayForLesson } from './pay-for-lesson.tsx';
import { ResumeBooking } from './resume-booking.tsx';

/** Paying for a held slot, from whatever state the booking is in. */
export function Checkout({ sessionId }: { sessionId: string }) {
  const router = useRouter();
  const checkout = useQuery(
    useTRPC().booking.checkout.queryOptions(
      { sessionId },
      { refetchInterval: ({ state }) => askAgainIn(state.data, Date.now()) },
    ),
  );
  const underWay = checkout.data && isUnderWay(checkout.data.state);
  useEffect(() => {
    if (underWay) router.replace(`/checkout/${sessionId}/result`);
  }, [underWay, router, sessionId]);

  if (checkout.isPending || underWay)
    return <Waiting label="Opening your booking" rows={2} className="h-48" />;
  if (checkout.isError) return <Problem error={checkout.error} onRetry={() => checkout.refetch()} />;
  const { state, clientSecret } = checkout.data;
  const lookAgain = () => checkout.refetch();
  if (!isPayable(state)) return <Outcome checkout={checkout.data} state={state} />;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
      <div className="lg:order-2">
        <LessonSummary checkout={checkout.data} onTimeUp={lookAgain} />
      </div>
      <section aria-labelledby="pay-heading" className="max-w-xl space-y-6">
        <h1 id="pay-heading" className="text-4xl sm:text-5xl">
          Pay for your lesson
        </h1>
        {clientSecret ? (
          <PayForLesson checkout={checkout.data} clientSecret={clientSecret} onChange={lookAgain} />
        ) : (
          <ResumeBooking checkout={checkout.data} onChange={lookAgain} />
        )}
        <GiveUp sessionId={sessionId} onGivenUp={lookAgain} />
      </section>
    </div>
  );
}
