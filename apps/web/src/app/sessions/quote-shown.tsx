import type { UseQueryResult } from '@tanstack/react-query';
import { errorWords } from '@/components/error-words.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { Quote } from '@/trpc/answers.ts';
import { quoteWords } from './quote-words.ts';
import type { Part } from './session-actions.ts';

type Props = {
  quote: Pick<UseQueryResult<Quote, unknown>, 'data' | 'error'>;
  part: Part;
  otherName: string;
};

/** What comes back, large; or why it can't be said. */
export function QuoteShown({ quote: { data, error }, part, otherName }: Props) {
  const zone = useViewerZone();
  if (error) {
    const { title, advice } = errorWords(error);
    return (
      <p role="alert" className="mt-4 rounded-xl bg-bad-wash p-4 text-bad">
        {title}. {advice}
      </p>
    );
  }
  const words = data && quoteWords(data, { part, otherName, zone });
  return (
    <div aria-live="polite" className="mt-4 min-h-24 rounded-xl bg-accent-wash p-4">
      <p className="tabular font-display text-xl font-semibold">
        {words?.headline ?? 'Looking up what comes back…'}
      </p>
      {words && <p className="tabular mt-1 text-sm">{words.detail}</p>}
    </div>
  );
}
