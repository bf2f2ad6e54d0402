import type { ReactNode } from 'react';
import { Dial } from './wordmark.tsx';

/** An empty list that says what will be here and how it gets here. */
export function NothingYet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-4 rounded-2xl border border-dashed border-edge p-8">
      <Dial className="size-12" />
      <p className="font-display text-2xl font-semibold">{title}</p>
      <div className="flex max-w-prose flex-col items-start gap-4 text-ink-soft">{children}</div>
    </div>
  );
}
