'use client';
import { useState } from 'react';
import { Button, type Look } from '@/components/button.tsx';
import { useNow } from '@/components/viewer-clock.ts';
import type { Session } from '@/trpc/answers.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { isOffered, partOf } from './session-actions.ts';

type Props = {
  session: Session;
  viewerId: string | undefined;
  look?: Look;
  className?: string;
  onCancelled?: () => void;
  children?: string;
};

/** The way out of a lesson, for whom there is one; it asks before it acts. */
export function CancelLesson({
  session,
  viewerId,
  look = 'quiet',
  className,
  onCancelled,
  children = 'Cancel',
}: Props) {
  const [isAsking, setAsking] = useState(false);
  const now = useNow(15_000);
  const part = partOf(session, viewerId);
  if (!now || !isOffered('cancel', session, part, now)) return null;
  return (
    <>
      <Button
        look={look}
        className={className}
        aria-label="Cancel this lesson"
        onClick={() => setAsking(true)}
      >
        {children}
      </Button>
      {isAsking && (
        <CancelDialog
          session={session}
          part={part}
          onClose={() => setAsking(false)}
          onCancelled={() => {
            setAsking(false);
            onCancelled?.();
          }}
        />
      )}
    </>
  );
}
