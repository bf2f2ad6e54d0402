import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { buttonLook } from '@/components/button.tsx';
import { SessionChip } from '@/components/status.tsx';
import { lengthOf, longDay, shortDay, timeSpan } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { Session } from '@/trpc/answers.ts';
import { CancelLesson } from './cancel-lesson.tsx';
import { isOffered, partOf } from './session-actions.ts';
import { otherPerson } from './shelves.ts';

type Props = { session: Session; viewerId: string | undefined };

/** A lesson in a line of one's diary; the whole line leads to it, but for what one does with it. */
export function SessionRow({ session, viewerId }: Props) {
  const zone = useViewerZone();
  const start = new Date(session.scheduledAt);
  const [weekday, day, month] = shortDay(start, zone).split(' ');
  return (
    <li className="group relative grid grid-cols-[4.5rem_1fr] items-center gap-x-4 gap-y-3 border-b border-line py-5 sm:grid-cols-[4.5rem_1fr_auto] sm:gap-x-6">
      <p aria-hidden="true" className="tabular text-center leading-none">
        <span className="text-sm text-ink-soft">{weekday}</span>
        <span className="block py-1 font-display text-3xl font-bold">{day}</span>
        <span className="text-sm text-ink-soft">{month}</span>
      </p>
      <div className="min-w-0">
        <h2 className="text-xl">
          <Link
            href={`/sessions/${session.sessionId}`}
            className="decoration-accent decoration-[3px] underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-(--focus)"
          >
            {otherPerson(session, viewerId).name}
          </Link>
        </h2>
        <p className="tabular mt-1 text-ink-soft">
          <span className="sr-only">{longDay(start, zone)}, </span>
          {timeSpan(start, session.duration, zone)} · {lengthOf(session.duration)}
        </p>
        <p className="mt-2">
          <SessionChip status={session.status} />
        </p>
      </div>
      <RowActions session={session} viewerId={viewerId} />
    </li>
  );
}

/** Joining and cancelling, above the link that the line is. */
function RowActions({ session, viewerId }: Props) {
  const router = useRouter();
  const part = partOf(session, viewerId);
  return (
    <div className="relative col-start-2 flex items-center gap-1 empty:hidden sm:col-start-auto">
      <CancelLesson
        session={session}
        viewerId={viewerId}
        className="order-last max-sm:mr-auto sm:order-first"
        onCancelled={() => router.push(`/sessions/${session.sessionId}`)}
      />
      {isOffered('join', session, part, new Date()) && session.meetingLink && (
        <a href={session.meetingLink} className={buttonLook('plain')} target="_blank" rel="noreferrer">
          Join<span className="sr-only"> {otherPerson(session, viewerId).name}</span>
        </a>
      )}
    </div>
  );
}
