'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button.tsx';
import { errorWords } from '@/components/error-words.ts';
import type { Checkout } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';

type Props = { checkout: Checkout; onChange: () => void };

/** A booking that stopped before its payment was opened; asked for again, it goes on where it stopped. */
export function ResumeBooking({ checkout, onChange }: Props) {
  const { tutorId, startsAt, duration } = checkout;
  const book = useMutation(useTRPC().booking.book.mutationOptions({ onSettled: onChange }));
  const words = book.isError
    ? errorWords(book.error)
    : {
        title: 'Your payment isn’t open yet',
        advice: 'Something kept us from opening it when you booked. Nothing is charged.',
      };
  return (
    <div role={book.isError ? 'alert' : undefined} className="rounded-2xl border border-line bg-sheet p-6">
      <p className="font-display text-xl font-semibold">{words.title}</p>
      <p className="mt-1 mb-4 text-ink-soft">{words.advice}</p>
      <Button disabled={book.isPending} onClick={() => book.mutate({ tutorId, time: startsAt, duration })}>
        Go on to payment
      </Button>
    </div>
  );
}
