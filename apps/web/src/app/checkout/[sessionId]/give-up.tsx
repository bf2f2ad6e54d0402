'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button.tsx';
import { errorWords } from '@/components/error-words.ts';
import { useTRPC } from '@/trpc/client.tsx';

/** Lets the held time go before it runs out. */
export function GiveUp({ sessionId, onGivenUp }: { sessionId: string; onGivenUp: () => void }) {
  const giveUp = useMutation(useTRPC().booking.giveUp.mutationOptions({ onSettled: onGivenUp }));
  return (
    <div className="border-t border-line pt-4">
      <p className="text-sm text-ink-soft">Changed your mind? Somebody else may be glad of the time.</p>
      <Button
        look="quiet"
        className="-ml-5"
        disabled={giveUp.isPending}
        onClick={() => giveUp.mutate({ sessionId })}
      >
        Give this slot up
      </Button>
      {giveUp.isError && (
        <p role="alert" className="text-bad">
          {errorWords(giveUp.error).title}. {errorWords(giveUp.error).advice}
        </p>
      )}
    </div>
  );
}
