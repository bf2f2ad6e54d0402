'use client';
import { formatMoney } from '@halfpast/kernel';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { AddToCalendar } from '@/components/add-to-calendar.tsx';
import { Avatar } from '@/components/avatar.tsx';
import { buttonLook } from '@/components/button.tsx';
import { LessonTime } from '@/components/lesson-time.tsx';
import { Problem } from '@/components/problem.tsx';
import { RefundList } from '@/components/refund-list.tsx';
import { PaymentChip, SessionChip } from '@/components/status.tsx';
import { lengthOf } from '@/components/times.ts';
import { Waiting } from '@/components/waiting.tsx';
import type { Session } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { otherPerson } from '../shelves.ts';

/** One lesson: with whom, when, where, and what was paid. */
export function SessionDetails({ sessionId }: { sessionId: string }) {
  const trpc = useTRPC();
  const me = useQuery(trpc.me.queryOptions());
  const session = useQuery(trpc.sessions.byId.queryOptions({ sessionId }));
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

function Lesson({ session, viewerId }: { session: Session; viewerId: string | undefined }) {
  const other = otherPerson(session, viewerId);
  const { sessionId, scheduledAt, duration, status, meetingLink, payment } = session;
  return (
    <div className="max-w-2xl">
      <Link href="/sessions" className="text-ink-soft underline underline-offset-4">
        My sessions
      </Link>
      <div className="mt-6 flex items-center gap-5">
        <Avatar id={other.id} name={other.name} className="size-20 text-2xl" />
        <div>
          <h1 className="text-3xl sm:text-4xl">Lesson with {other.name}</h1>
          <p className="mt-2 flex items-center gap-3">
            <SessionChip status={status} />
            <span className="text-ink-soft">{lengthOf(duration)}</span>
          </p>
        </div>
      </div>
      <section
        aria-label="When and where"
        className="mt-8 rounded-2xl border-[1.5px] border-ink bg-sheet p-6"
      >
        <LessonTime startsAt={scheduledAt} duration={duration} />
        {status === 'CONFIRMED' && (
          <div className="mt-5 flex flex-wrap gap-3">
            {meetingLink && (
              <a href={meetingLink} className={buttonLook()} target="_blank" rel="noreferrer">
                Meeting link
              </a>
            )}
            <AddToCalendar
              lesson={{
                sessionId,
                title: `Lesson with ${other.name}`,
                startsAt: scheduledAt,
                duration,
                meetingLink,
              }}
            />
          </div>
        )}
      </section>
      {payment && (
        <section aria-labelledby="payment-heading" className="mt-8">
          <h2 id="payment-heading" className="mb-3 text-2xl">
            Payment
          </h2>
          <p className="flex items-center gap-3">
            <span className="tabular font-display text-2xl font-semibold">{formatMoney(payment)}</span>
            <PaymentChip status={payment.status} />
          </p>
          <div className="mt-3">
            <RefundList refunds={payment.refunds} />
          </div>
        </section>
      )}
    </div>
  );
}
