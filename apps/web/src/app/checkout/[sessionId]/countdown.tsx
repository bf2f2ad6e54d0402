'use client';
import { useEffect, useRef } from 'react';
import { useNow } from '@/components/viewer-clock.ts';
import { fractionOf, secondsUntil, spoken, ticking } from './time-left.ts';

type Props = { expiresAt: string; onTimeUp: () => void };

/** The time left of a hold: seen each second, spoken only when it matters. */
export function Countdown({ expiresAt, onTimeUp }: Props) {
  const now = useNow(1_000);
  const left = now && secondsUntil(expiresAt, now);
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (left !== 0 || told.current === expiresAt) return;
    told.current = expiresAt;
    onTimeUp();
  }, [left, expiresAt, onTimeUp]);
  if (left === undefined) return <div className="h-16 bg-accent-wash" />;
  return (
    <div className="flex items-center gap-3 border-b-[1.5px] border-ink bg-accent-wash px-5 py-3 sm:px-6">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-9 shrink-0 -rotate-90">
        <circle cx="16" cy="16" r="14" fill="var(--face)" />
        <circle
          cx="16"
          cy="16"
          r="7"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="14"
          pathLength="1"
          strokeDasharray={`${fractionOf(left)} 1`}
        />
        <circle cx="16" cy="16" r="14" fill="none" stroke="var(--on-accent)" strokeWidth="2" />
      </svg>
      <p aria-hidden="true">
        {left > 0 ? (
          <>
            Held for you for{' '}
            <span className="tabular font-display text-lg font-semibold">{ticking(left)}</span>
          </>
        ) : (
          'Time is up'
        )}
      </p>
      <p role="timer" aria-live="polite" className="sr-only">
        {spoken(left)}
      </p>
    </div>
  );
}
