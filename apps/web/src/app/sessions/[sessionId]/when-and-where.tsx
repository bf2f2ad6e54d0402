import Link from 'next/link';
import { AddToCalendar } from '@/components/add-to-calendar.tsx';
import { buttonLook } from '@/components/button.tsx';
import { LessonTime } from '@/components/lesson-time.tsx';
import type { Session } from '@/trpc/answers.ts';
import { isOffered, type Part, type SessionAction } from '../session-actions.ts';

type Props = { session: Session; part: Part; otherName: string };

/** The time, and what one does with it: join, note it down, book again. */
export function WhenAndWhere({ session, part, otherName }: Props) {
  const { sessionId, scheduledAt, duration, meetingLink, tutorId } = session;
  const offers = (action: SessionAction) => isOffered(action, session, part, new Date());
  return (
    <section aria-label="When and where" className="mt-8 rounded-2xl border-[1.5px] border-ink bg-sheet p-6">
      <LessonTime startsAt={scheduledAt} duration={duration} />
      <div className="mt-5 flex flex-wrap gap-3 empty:hidden">
        {offers('join') && meetingLink && (
          <a href={meetingLink} className={buttonLook()} target="_blank" rel="noreferrer">
            Meeting link
          </a>
        )}
        {offers('addToCalendar') && <AddToCalendar sessionId={sessionId} />}
        {offers('bookAgain') && (
          <Link href={`/tutors/${tutorId}?duration=${duration}`} className={buttonLook()}>
            Book another time with {otherName}
          </Link>
        )}
      </div>
    </section>
  );
}
