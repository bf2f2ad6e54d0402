'use client';
import { formatMoney } from '@halfpast/kernel';
import { Avatar } from '@/components/avatar.tsx';
import { clockTime, placeOf } from '@/components/times.ts';
import { useNow } from '@/components/viewer-clock.ts';
import type { TutorProfile as Profile } from '@/trpc/answers.ts';

/** Who the tutor is, in their own words. */
export function TutorProfile({ tutor }: { tutor: Profile }) {
  const now = useNow(30_000);
  const facts = [
    ['Teaches', tutor.subjects.join(', ')],
    ['Speaks', tutor.languages.join(', ')],
    ['Lives in', `${placeOf(tutor.timeZone)}${now ? `, now ${clockTime(now, tutor.timeZone)}` : ''}`],
    ['An hour', formatMoney({ amount: tutor.hourlyRate, currency: tutor.currency })],
  ] as const;
  return (
    <section>
      <div className="flex items-start gap-5 sm:gap-7">
        <Avatar
          id={tutor.tutorId}
          name={tutor.displayName}
          className="size-20 text-2xl sm:size-28 sm:text-4xl"
        />
        <div className="pt-1">
          <h1 className="text-4xl font-bold sm:text-5xl">{tutor.displayName}</h1>
          <p className="mt-2 text-lg text-ink-soft">{tutor.headline}</p>
        </div>
      </div>
      <dl className="mt-7 grid grid-cols-2 gap-x-6 gap-y-4 border-y border-line py-5 sm:grid-cols-4">
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt className="text-sm text-ink-soft">{term}</dt>
            <dd className="tabular font-medium">{fact}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 max-w-[64ch] space-y-4">
        {tutor.bio.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </section>
  );
}
