'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { buttonLook } from '@/components/button.tsx';
import { LoadMore } from '@/components/load-more.tsx';
import { NothingYet } from '@/components/nothing-yet.tsx';
import { readWhole, useOlder } from '@/components/older.ts';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import type { Person, Session } from '@/trpc/answers.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.tsx';
import { SessionRow } from './session-row.tsx';
import { isReadWhole, nextFirst, type Shelf, shelf, shelves } from './shelves.ts';

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
  const me = useQuery(useTRPC().me.queryOptions());
  if (me.isPending) return <Opening />;
  const role = me.data?.role;
  return isReadWhole(on, role) ? <Ahead viewer={me.data} on={on} /> : <ByPages viewer={me.data} on={on} />;
}

type Props = { viewer: Person | null | undefined; on: Shelf };

/** All that is to come, the next lesson first. */
function Ahead({ viewer, on }: Props) {
  const trpc = useTRPC();
  const { sessions } = useTRPCClient();
  const statuses = shelf[on].statuses ?? [];
  const list = useQuery({
    queryKey: [...trpc.sessions.mine.queryKey({}), 'whole', statuses],
    queryFn: async () => {
      const parts = statuses.map((status) =>
        readWhole({ read: (page) => sessions.mine.query({ status, ...page }), idOf }),
      );
      return nextFirst((await Promise.all(parts)).flat());
    },
  });
  if (list.isPending) return <Opening />;
  if (list.isError) return <Problem error={list.error} onRetry={() => list.refetch()} />;
  return <Rows sessions={list.data} viewer={viewer} on={on} />;
}

/** What was booked last first, and the way to older ones. */
function ByPages({ viewer, on }: Props) {
  const trpc = useTRPC();
  const { sessions } = useTRPCClient();
  const status = shelf[on].statuses?.[0];
  const asked = status ? { status } : {};
  const list = useOlder({
    queryKey: trpc.sessions.mine.queryKey(asked),
    read: (page) => sessions.mine.query({ ...asked, ...page }),
    idOf,
  });
  if (list.isPending) return <Opening />;
  if (list.isError) return <Problem error={list.error} onRetry={() => list.refetch()} />;
  return (
    <>
      <Rows sessions={list.entries} viewer={viewer} on={on} />
      <LoadMore list={list} />
    </>
  );
}

const idOf = ({ sessionId }: Session) => sessionId;

const Opening = () => <Waiting label="Loading your sessions" rows={3} className="h-24" />;

function Rows({ sessions, viewer, on }: Props & { sessions: readonly Session[] }) {
  if (sessions.length === 0) return <Empty title={shelf[on].empty} teaches={viewer?.role === 'tutor'} />;
  return (
    <ul className="border-t-2 border-ink">
      {sessions.map((session) => (
        <SessionRow key={session.sessionId} session={session} viewerId={viewer?.personId} />
      ))}
    </ul>
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
