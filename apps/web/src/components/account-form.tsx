'use client';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type AuthFailure, authWords } from './auth-words.ts';
import { Button } from './button.tsx';
import { safeNext } from './safe-next.ts';

type Props = {
  title: string;
  action: string;
  next: string | undefined;
  /** Signs in or up with what was typed; says what went wrong, if something did. */
  onSubmit: (typed: FormData) => Promise<{ error: AuthFailure | null }>;
  other: { question: string; label: string; href: '/sign-in' | '/sign-up' };
  children: ReactNode;
};

/** What signing in and signing up have in common: a form that leads on to where the person wanted to go. */
export function AccountForm({ title, action, next, onSubmit, other, children }: Props) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    const { error } = await onSubmit(new FormData(event.currentTarget)).catch(() => ({ error: {} }));
    if (error) {
      setRefusal(authWords(error));
      setBusy(false);
      return;
    }
    await queryClient.resetQueries();
    router.replace(safeNext(next));
    router.refresh();
  };
  return (
    <div className="mx-auto max-w-md pt-4 sm:pt-10">
      <h1 className="text-4xl sm:text-5xl">{title}</h1>
      <form onSubmit={submit} className="mt-8 space-y-5">
        {children}
        {refusal && (
          <p role="alert" className="rounded-xl bg-bad-wash p-4 text-bad">
            {refusal}
          </p>
        )}
        <Button type="submit" wide disabled={isBusy} className="min-h-13">
          {action}
        </Button>
      </form>
      <p className="mt-6 text-ink-soft">
        {other.question}{' '}
        <Link
          href={next ? `${other.href}?next=${encodeURIComponent(next)}` : other.href}
          className="font-semibold text-ink underline decoration-accent decoration-[3px] underline-offset-4"
        >
          {other.label}
        </Link>
      </p>
    </div>
  );
}
