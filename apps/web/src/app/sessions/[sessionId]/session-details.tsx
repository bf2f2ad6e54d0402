'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Avatar } from '@/components/avatar.tsx';
import { buttonLook } from '@/components/button.tsx';
import { Problem } from '@/components/problem.tsx';
import { SessionChip } from '@/components/status.tsx';
import { lengthOf } from '@/components/times.ts';
import { Waiting } from '@/components/waiting.tsx';
import type { SessionDetails as Details } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { CancelLesson } from '../cancel-lesson.tsx';
import { partOf } from '../session-actions.ts';
import { otherPerson } from '../shelves.ts';
import { CancelledNotice } from './cancelled-notice.tsx';
import { lookAgainIn } from './look-again.ts';
import { PaymentPart } from './payment-part.tsx';
import { PendingNotice } from './pending-notice.tsx';
import { WhenAndWhere } from './when-and-where.tsx';

/** One lesson: with whom, when, where, and what was paid. */
export function SessionDetails({ sessionId }: { sessionId: string }) {
  const trpc = useTRPC();
  const me = useQuery(trpc.me.queryOptions());
  const session = useQuery(
    trpc.sessions.byId.queryOptions(
      { sessionId },
      { refetchInterval: ({ state }) => lookAgainIn(state.data, Date.now()) },
    ),
  );
  if (session.isPending || me.isPending)
    return <Waiting label="Opening the session" rows={2} className="h-40" />;
  if (session.isError) {
    return (
      <Problem error={session.error} onRetry={() => session.refetch()}>
        <Link href="/sessions" className={buttonLook('plain')}>
          My sessions
        </Link>
      </Problem>
    );
  }
  return <Lesson session={session.data} viewerId={me.data?.personId} />;
}

function Lesson({ session, viewerId }: { session: Details; viewerId: string | undefined }) {
  const other = otherPerson(session, viewerId);
  const part = partOf(session, viewerId);
  const [isCancelledHere, setCancelledHere] = useState(false);
  const { status, duration } = session;
  return (
    <div className="max-w-2xl">
      <Link href="/sessions" className="text-ink-soft underline underline-offset-4">
        My sessions
      </Link>
      <div className="mt-6 flex items-center gap-5">
        <Avatar id={other.id} name={other.name} className="size-20 text-2xl" />
        <div>
          <h1 className="text-3xl sm:text-4xl">Lesson with {other.name}</h1>
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
            <SessionChip status={status} />
            <span className="text-ink-soft">{lengthOf(duration)}</span>
            {part === 'onlooker' && <span className="text-ink-soft">booked by {session.studentName}</span>}
          </p>
        </div>
      </div>
      {status === 'CANCELLED' && (
        <CancelledNotice session={session} part={part} takesFocus={isCancelledHere} />
      )}
      {status === 'PENDING_PAYMENT' && <PendingNotice session={session} part={part} />}
      <WhenAndWhere session={session} part={part} otherName={other.name} />
      <PaymentPart payment={session.payment} />
      <CancelLesson
        session={session}
        viewerId={viewerId}
        look="plain"
        className="mt-10"
        onCancelled={() => setCancelledHere(true)}
      >
        Cancel this lesson
      </CancelLesson>
    </div>
  );
}
