'use client';
import { Button } from '@/components/button.tsx';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What a visitor sees of a crash: that it happened, its number for support, and the way on. */
export default function ErrorPage({ error, reset }: Props) {
  return (
    <div role="alert" className="flex flex-col items-start gap-5 py-12">
      <h1 className="text-4xl sm:text-5xl">Something broke on our side</h1>
      <p className="max-w-prose text-ink-soft">
        Your bookings and payments are safe. Try again; if it stays broken, come back in a few minutes.
        {error.digest && ` (Number ${error.digest})`}
      </p>
      <Button onClick={reset}>Try again</Button>
    </div>
  );
}
