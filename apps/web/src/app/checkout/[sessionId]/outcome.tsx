'use client';
import { Check, Hourglass, X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonLook } from '@/components/button.tsx';
import type { Checkout } from '@/trpc/answers.ts';
import type { View } from './checkout-state.ts';
import { LessonSummary } from './lesson-summary.tsx';
import { type OutcomeWords, outcomeWords } from './outcome-words.ts';

type Props = { checkout: Checkout; state: View; children?: ReactNode };

const tones = {
  good: { look: 'bg-good-wash text-good', Sign: Check },
  wait: { look: 'bg-wait-wash text-wait', Sign: Hourglass },
  bad: { look: 'bg-bad-wash text-bad', Sign: X },
};

/** What has become of a booking, told plainly, with the lesson beside it and the way on. */
export function Outcome({ checkout, state, children }: Props) {
  const { label, title, body, tone, onward } = outcomeWords(state);
  const { look, Sign } = tones[tone];
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
      <section aria-live="polite" className="max-w-xl">
        <p className={`inline-flex items-center gap-2 rounded-full py-2 pr-4 pl-3 font-semibold ${look}`}>
          <Sign aria-hidden="true" className={`size-5 ${state === 'confirming' ? 'animate-breathe' : ''}`} />
          {label}
        </p>
        <h1 className="mt-5 text-4xl sm:text-5xl">{title}</h1>
        {state === 'declined' && checkout.failureReason && (
          <p className="mt-4 text-lg font-semibold">{checkout.failureReason}</p>
        )}
        <p className="mt-4 text-lg text-ink-soft">{body}</p>
        <div className="mt-6 flex flex-wrap items-center gap-3 empty:hidden">
          {children}
          <Onward onward={onward} checkout={checkout} />
        </div>
      </section>
      <LessonSummary checkout={checkout} />
    </div>
  );
}

function Onward({ onward, checkout }: { onward: OutcomeWords['onward']; checkout: Checkout }) {
  switch (onward) {
    case 'pay':
      return (
        <Link href={`/checkout/${checkout.sessionId}`} className={buttonLook()}>
          Try again
        </Link>
      );
    case 'rebook':
      return (
        <Link href={`/tutors/${checkout.tutorId}?duration=${checkout.duration}`} className={buttonLook()}>
          Pick another time with {checkout.tutorName}
        </Link>
      );
    case 'lesson':
      return (
        <Link href={`/sessions/${checkout.sessionId}`} className={buttonLook()}>
          See the lesson
        </Link>
      );
    case 'sessions':
      return (
        <Link href="/sessions" className={buttonLook('plain')}>
          My sessions
        </Link>
      );
    case 'none':
      return null;
  }
}
