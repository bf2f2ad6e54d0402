'use client';
import { formatMoney } from '@halfpast/kernel';
import { ArrowRight, Globe, Languages } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/avatar.tsx';
import { clockTime, placeOf } from '@/components/times.ts';
import { useNow } from '@/components/viewer-clock.ts';
import type { Tutor } from '@/trpc/answers.ts';

/** A tutor in a line of the timetable; the whole line leads to them. */
export function TutorRow({ tutor }: { tutor: Tutor }) {
  const now = useNow(30_000);
  const rate = formatMoney({ amount: tutor.hourlyRate, currency: tutor.currency });
  return (
    <li className="group relative grid grid-cols-[auto_1fr] gap-x-4 gap-y-3 border-b border-line py-5 sm:gap-x-6 md:grid-cols-[auto_minmax(0,1fr)_14rem_11rem] md:items-center md:py-6">
      <Avatar id={tutor.tutorId} name={tutor.displayName} />
      <div className="min-w-0">
        <h3 className="text-xl sm:text-2xl">
          <Link
            href={`/tutors/${tutor.tutorId}`}
            className="decoration-accent decoration-[3px] underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-(--focus)"
          >
            {tutor.displayName}
          </Link>
        </h3>
        <p className="mt-1 text-ink-soft">{tutor.headline}</p>
        <p className="mt-1.5 text-sm font-medium">{tutor.subjects.join(' · ')}</p>
      </div>
      <dl className="col-start-2 space-y-1 text-sm text-ink-soft md:col-start-auto">
        <div className="flex items-start gap-2">
          <dt>
            <Languages aria-hidden="true" className="mt-0.5 size-4" />
            <span className="sr-only">Languages</span>
          </dt>
          <dd>{tutor.languages.join(', ')}</dd>
        </div>
        <div className="flex items-start gap-2">
          <dt>
            <Globe aria-hidden="true" className="mt-0.5 size-4" />
            <span className="sr-only">Time zone</span>
          </dt>
          <dd className="tabular">
            {placeOf(tutor.timeZone)}
            {now && `, ${clockTime(now, tutor.timeZone)} there`}
          </dd>
        </div>
      </dl>
      <p className="col-start-2 flex items-baseline gap-1 whitespace-nowrap md:col-start-auto md:justify-self-end">
        <span className="tabular font-display text-2xl font-semibold">{rate}</span>
        <span className="text-sm text-ink-soft">
          <span aria-hidden="true">/ h</span>
          <span className="sr-only">per hour</span>
        </span>
        <ArrowRight
          aria-hidden="true"
          className="ml-1 size-4 shrink-0 self-center motion-safe:transition-transform group-hover:translate-x-1 max-md:hidden"
        />
      </p>
    </li>
  );
}
