'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { askAgainIn, isPayable, isUnderWay } from './checkout-state.ts';
import { LessonSummary } from './lesson-summary.tsx';
import { Outcome } from './outcome.tsx';
import { PayForLesson } from './pay-for-lesson.tsx';

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
  if (!isPayable(state) || !clientSecret) return <Outcome checkout={checkout.data} state={state} />;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
      <div className="lg:order-2">
        <LessonSummary checkout={checkout.data} onTimeUp={() => checkout.refetch()} />
      </div>
      <section aria-labelledby="pay-heading" className="max-w-xl">
        <h1 id="pay-heading" className="mb-6 text-4xl sm:text-5xl">
          Pay for your lesson
        </h1>
        <PayForLesson
          checkout={checkout.data}
          clientSecret={clientSecret}
          onChange={() => checkout.refetch()}
        />
      </section>
    </div>
  );
}
