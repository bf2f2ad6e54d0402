'use client';
import ErrorPage from './error.tsx';
import './globals.css';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** The last resort, when even the frame of the page broke. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something broke – Halfpast</title>
        <main className="mx-auto max-w-6xl px-4 sm:px-6">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
