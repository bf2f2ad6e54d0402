'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/button.tsx';
import { codeOf } from '@/components/error-words.ts';
import { LessonTime } from '@/components/lesson-time.tsx';
import { signInThen } from '@/components/safe-next.ts';
import { lengthOf } from '@/components/times.ts';
import type { TutorProfile } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { BookingRefusal } from './booking-refusal.tsx';
import { addressOf, type Choice } from './choice.ts';
import { priceWith } from './length-choice.tsx';

type Props = { tutor: TutorProfile; choice: Choice; onPick: (time: string | undefined) => void };

/** The chosen lesson, its price, and the step to checkout. */
export function BookingPanel({ tutor, choice, onPick }: Props) {
  const { duration, time } = choice;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const me = useQuery(trpc.me.queryOptions());
  const toSignIn = () => router.push(signInThen(addressOf(tutor.tutorId, choice)));
  const book = useMutation(
    trpc.booking.book.mutationOptions({
      onSuccess: ({ sessionId }) => router.push(`/checkout/${sessionId}`),
      onError: (error) => {
        if (codeOf(error) === 'UNAUTHENTICATED') toSignIn();
        return queryClient.invalidateQueries(trpc.tutors.openSlots.pathFilter());
      },
    }),
  );
  const pickAgain = (next: string | undefined) => {
    book.reset();
    onPick(next);
  };
  const bookIt = () => {
    if (me.data === null) toSignIn();
    else if (time) book.mutate({ tutorId: tutor.tutorId, time, duration });
  };
  if (!time) {
    return (
      <div className="rounded-2xl border border-dashed border-edge p-6 max-lg:hidden">
        <p className="font-display text-xl font-semibold">No time chosen yet</p>
        <p className="mt-1 text-ink-soft">
          {lengthOf(duration)} for {priceWith(tutor, duration)}. Choose a time and it appears here.
        </p>
      </div>
    );
  }
  return (
    <div className="border-ink bg-sheet p-5 max-lg:border-t-2 sm:px-6 lg:rounded-2xl lg:border-[1.5px] lg:p-6">
      <div aria-live="polite">
        <p className="mb-1 font-semibold max-lg:hidden">
          {lengthOf(duration)} with {tutor.displayName}
        </p>
        <LessonTime startsAt={time} duration={duration} tutorZone={tutor.timeZone} />
      </div>
      {book.isError && <BookingRefusal error={book.error} tutor={tutor} onPick={pickAgain} />}
      <div className="mt-4 flex items-center justify-between gap-4 lg:flex-col lg:items-stretch">
        <p className="tabular font-display text-2xl font-semibold lg:text-3xl">
          {priceWith(tutor, duration)}
        </p>
        <Button onClick={bookIt} disabled={book.isPending || book.isSuccess}>
          {book.isPending || book.isSuccess ? 'Holding it for you…' : 'Book this time'}
        </Button>
      </div>
      <p className="mt-3 text-sm text-ink-soft max-lg:hidden">
        We hold the time for you while you pay. Nothing is charged before that.
      </p>
    </div>
  );
}
