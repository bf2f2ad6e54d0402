'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { buttonLook } from '@/components/button.tsx';
import { LoadMore } from '@/components/load-more.tsx';
import { NothingYet } from '@/components/nothing-yet.tsx';
import { useOlder } from '@/components/older.ts';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.tsx';
import { SessionRow } from './session-row.tsx';
import { inReadingOrder, type Shelf, shelf, shelves } from './shelves.ts';

/** The lessons one learns or teaches, a tab at a time. */
export function SessionList({ initial }: { initial: Shelf }) {
  const [on, setOn] = useState(initial);
  const turnTo = (next: Shelf) => {
    setOn(next);
    window.history.replaceState(null, '', `/sessions?show=${next}`);
  };
  return (
    <>
      <h1 className="text-4xl sm:text-5xl">My sessions</h1>
      <fieldset className="mt-6 mb-2 min-w-0">
        <legend className="sr-only">Which sessions</legend>
        <div className="-mx-3 flex">
          {shelves.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === on}
              onClick={() => turnTo(each)}
              className="min-h-11 px-3 font-medium decoration-accent decoration-[3px] underline-offset-8 hover:underline aria-pressed:underline"
            >
              {shelf[each].label}
            </button>
          ))}
        </div>
      </fieldset>
      <Shelved on={on} />
    </>
  );
}

function Shelved({ on }: { on: Shelf }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const me = useQuery(trpc.me.queryOptions());
  const { status, empty } = shelf[on];
  const asked = status ? { status } : {};
  const list = useOlder({
    queryKey: trpc.sessions.mine.queryKey(asked),
    read: (page) => client.sessions.mine.query({ ...asked, ...page }),
    idOf: ({ sessionId }) => sessionId,
  });
  if (list.isPending || me.isPending)
    return <Waiting label="Loading your sessions" rows={3} className="h-24" />;
  if (list.isError) return <Problem error={list.error} onRetry={() => list.refetch()} />;
  if (list.entries.length === 0) return <Empty title={empty} teaches={me.data?.role === 'tutor'} />;
  return (
    <>
      <ul className="border-t-2 border-ink">
        {inReadingOrder(list.entries, on).map((session) => (
          <SessionRow key={session.sessionId} session={session} viewerId={me.data?.personId} />
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}

function Empty({ title, teaches }: { title: string; teaches: boolean }) {
  return (
    <NothingYet title={title}>
      {teaches ? (
        <p>When a student books a lesson with you and has paid, it appears here.</p>
      ) : (
        <>
          <p>Pick a tutor and a time; once it is paid, the lesson appears here.</p>
          <Link href="/" className={buttonLook()}>
            Find a tutor
          </Link>
        </>
      )}
    </NothingYet>
  );
}
