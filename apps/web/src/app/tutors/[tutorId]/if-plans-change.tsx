'use client';
import { useQuery } from '@tanstack/react-query';
import { CancellationTerms } from '@/components/cancellation-terms.tsx';
import { useTRPC } from '@/trpc/client.tsx';

/** The terms of cancelling, before anything is booked. */
export function IfPlansChange() {
  const config = useQuery(useTRPC().config.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  if (!config.data) return null;
  return (
    <section aria-labelledby="terms-heading" className="mt-10 border-t border-line pt-6">
      <h2 id="terms-heading" className="mb-3 text-xl">
        If your plans change
      </h2>
      <CancellationTerms policy={config.data.cancellationPolicy} className="text-ink-soft" />
    </section>
  );
}
