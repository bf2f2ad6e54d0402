'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { buttonLook } from '@/components/button.tsx';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { BookLesson } from './book-lesson.tsx';
import { choiceIn } from './choice.ts';
import { TutorProfile } from './tutor-profile.tsx';

type Props = { tutorId: string; asked: Parameters<typeof choiceIn>[0] };

/** One tutor and their open times. */
export function TutorDetails({ tutorId, asked }: Props) {
  const tutor = useQuery(useTRPC().tutors.byId.queryOptions({ tutorId }));
  if (tutor.isPending) return <Waiting label="Opening the tutor’s page" rows={3} className="h-40" />;
  if (tutor.isError) {
    return (
      <Problem error={tutor.error} onRetry={() => tutor.refetch()}>
        <Link href="/" className={buttonLook()}>
          See the tutors
        </Link>
      </Problem>
    );
  }
  return (
    <BookLesson tutor={tutor.data} initial={choiceIn(asked, tutor.data.durations)}>
      <TutorProfile tutor={tutor.data} />
    </BookLesson>
  );
}
