'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { errorWords } from '@/components/error-words.ts';
import { dayAndTime } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { Session } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { QuoteShown } from './quote-shown.tsx';
import type { Part } from './session-actions.ts';
import { otherPerson } from './shelves.ts';

/** The server takes no more. */
const longestReason = 500;

type Props = { session: Session; part: Part; onClose: () => void; onCancelled: () => void };

/** Says what comes back, asks why, and cancels. */
export function CancelDialog({ session, part, onClose, onCancelled }: Props) {
  const { sessionId } = session;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const zone = useViewerZone();
  const [reason, setReason] = useState('');
  const reasonId = useId();
  const other = otherPerson(session, part === 'tutor' ? session.tutorId : session.studentId);
  const quote = useQuery(
    trpc.sessions.cancellationQuote.queryOptions(
      { sessionId },
      { staleTime: 0, gcTime: 0, refetchInterval: ({ state }) => nextLook(state.data?.until, Date.now()) },
    ),
  );
  const cancel = useMutation(
    trpc.sessions.cancel.mutationOptions({
      onSuccess: async (cancelled) => {
        queryClient.setQueryData(trpc.sessions.byId.queryKey({ sessionId }), cancelled);
        onCancelled();
        await Promise.all(
          [trpc.sessions.mine, trpc.payments.history, trpc.tutors.openSlots].map((read) =>
            queryClient.invalidateQueries(read.pathFilter()),
          ),
        );
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    cancel.mutate({ sessionId, reason: reason.trim() || undefined });
  };
  return (
    <Dialog title="Cancel this lesson?" onClose={onClose}>
      <p className="tabular mt-2 text-ink-soft">
        With {other.name}, {dayAndTime(new Date(session.scheduledAt), zone)}
      </p>
      <QuoteShown quote={quote} part={part} otherName={other.name} />
      <form onSubmit={submit} className="mt-5">
        <label htmlFor={reasonId} className="mb-1.5 block font-semibold">
          Why? <span className="font-normal text-ink-soft">{other.name} will read it. You needn’t say.</span>
        </label>
        <textarea
          id={reasonId}
          rows={2}
          maxLength={longestReason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="w-full rounded-xl border-[1.5px] border-edge bg-sheet px-4 py-3 text-ink"
        />
        {cancel.isError && (
          <p role="alert" className="mt-3 rounded-xl bg-bad-wash p-4 text-bad">
            {errorWords(cancel.error).title}. {errorWords(cancel.error).advice}
          </p>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-3 max-sm:flex-col-reverse">
          <Button look="plain" onClick={onClose}>
            Keep the lesson
          </Button>
          <Button look="danger" type="submit" disabled={!quote.data || cancel.isPending}>
            {cancel.isPending ? 'Cancelling…' : 'Cancel the lesson'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A quote gets old when its time is up; then it is asked for again, and now and then before. */
export const nextLook = (until: string | null | undefined, now: number): number =>
  until ? Math.min(30_000, Math.max(1_000, Date.parse(until) - now + 1)) : 30_000;
