'use client';
import type { Policy } from '@/trpc/answers.ts';
import { hoursBeforeWords, shareWords, termsOf, tierEnd, whatIsLeft } from './policy-words.ts';
import { dayAndTime } from './times.ts';
import { useNow, useViewerZone } from './viewer-clock.ts';

type Props = { policy: Policy; startsAt?: string; className?: string };

/** What comes back to a student who cancels; with dates where the lesson is known, and without what is over already. */
export function CancellationTerms({ policy, startsAt, className = '' }: Props) {
  const zone = useViewerZone();
  const now = useNow(60_000);
  const start = startsAt ? new Date(startsAt) : undefined;
  const terms = start
    ? termsOf(now ? whatIsLeft(policy, start, now) : policy, (hours) =>
        dayAndTime(tierEnd(hours, start), zone),
      )
    : termsOf(policy, hoursBeforeWords);
  return (
    <div className={className}>
      <ul className="space-y-1">
        {terms.map(({ percent, until }) => (
          <li key={until} className="tabular flex items-baseline gap-2">
            <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dotFor(percent)}`} />
            <span>
              <span className="font-semibold text-ink first-letter:uppercase inline-block">
                {shareWords(percent)}
              </span>{' '}
              back {until}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2">If your tutor cancels, everything comes back, always.</p>
    </div>
  );
}

function dotFor(percent: number): string {
  if (percent === 100) return 'bg-good';
  return percent > 0 ? 'bg-accent' : 'bg-edge';
}
