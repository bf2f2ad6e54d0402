'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { NothingYet } from '@/components/nothing-yet.tsx';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { SubjectFilter } from './subject-filter.tsx';
import { subjectsOf, teaching } from './subjects.ts';
import { TutorRow } from './tutor-row.tsx';

/** All tutors, narrowed to one subject; the address keeps the choice. */
export function TutorList({ subject: asked }: { subject?: string | undefined }) {
  const [subject, setSubject] = useState(asked);
  const tutors = useQuery(useTRPC().tutors.list.queryOptions({}));
  const choose = (next: string | undefined) => {
    setSubject(next);
    window.history.replaceState(null, '', next ? `/?subject=${encodeURIComponent(next)}` : '/');
  };
  if (tutors.isPending) return <Waiting label="Looking for tutors" rows={5} className="h-28" />;
  if (tutors.isError) return <Problem error={tutors.error} onRetry={() => tutors.refetch()} />;
  const shown = teaching(tutors.data, subject);
  return (
    <section aria-labelledby="tutors-heading">
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-3">
        <h2 id="tutors-heading" className="text-3xl">
          {subject ? `Tutors for ${subject}` : 'Tutors'}
        </h2>
        <p role="status" className="tabular text-ink-soft">
          {shown.length === 1 ? '1 tutor' : `${shown.length} tutors`}
        </p>
      </div>
      <SubjectFilter subjects={subjectsOf(tutors.data)} chosen={subject} onChoose={choose} />
      {shown.length === 0 ? (
        <NothingYet title={subject ? `Nobody teaches ${subject} yet` : 'No tutors yet'}>
          <p>New tutors join all the time.</p>
          {subject && (
            <Button look="plain" onClick={() => choose(undefined)}>
              Show all tutors
            </Button>
          )}
        </NothingYet>
      ) : (
        <ul className="border-t-2 border-ink">
          {shown.map((tutor) => (
            <TutorRow key={tutor.tutorId} tutor={tutor} />
          ))}
        </ul>
      )}
    </section>
  );
}
