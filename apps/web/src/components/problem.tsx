'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button, buttonLook } from './button.tsx';
import { codeOf, errorWords } from './error-words.ts';
import { signInThen } from './safe-next.ts';

type Props = { error: unknown; onRetry?: () => void; children?: ReactNode };

/** A refusal or failure in words, with the way on: signing in, trying again, or what the caller adds. */
export function Problem({ error, onRetry, children }: Props) {
  const path = usePathname();
  const { title, advice } = errorWords(error);
  const signedOut = codeOf(error) === 'UNAUTHENTICATED';
  return (
    <div role="alert" className="rounded-2xl border border-line bg-sheet p-6">
      <p className="font-display text-xl font-semibold">{title}</p>
      <p className="mt-1 text-ink-soft">{advice}</p>
      <div className="mt-4 flex flex-wrap gap-3 empty:hidden">
        {signedOut && (
          <Link href={signInThen(path ?? '/')} className={buttonLook()}>
            Sign in
          </Link>
        )}
        {onRetry && !signedOut && (
          <Button look="plain" onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
