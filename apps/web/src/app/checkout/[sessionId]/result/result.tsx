'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { AddToCalendar } from '@/components/add-to-calendar.tsx';
import { buttonLook } from '@/components/button.tsx';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { arrivalIn, pollIn, viewOf } from '../checkout-state.ts';
import { Outcome } from '../outcome.tsx';

/** How long news may take before we say that it takes long. */
const patience = 20_000;

type Props = { sessionId: string; redirectStatus: string | null };

/** What our server knows of a payment; what the address says only tells whether to wait for news. */
export function Result({ sessionId, redirectStatus }: Props) {
  const [since] = useState(Date.now);
  const arrival = arrivalIn(redirectStatus);
  const checkout = useQuery(
    useTRPC().booking.checkout.queryOptions(
      { sessionId },
      {
        staleTime: 0,
        refetchInterval: ({ state }) =>
          state.data ? pollIn(viewOf(state.data.state, arrival), Date.now() - since) : false,
      },
    ),
  );
  useEffect(forgetSecret, []);
  if (checkout.isPending) return <Waiting label="Looking up your booking" rows={2} className="h-40" />;
  if (checkout.isError) return <Problem error={checkout.error} onRetry={() => checkout.refetch()} />;
  const view = viewOf(checkout.data.state, arrival);
  const isSlow = view === 'confirming' && checkout.dataUpdatedAt - since > patience;
  return (
    <Outcome checkout={checkout.data} state={view}>
      {view === 'confirmed' && <MeetingLink sessionId={sessionId} />}
      {view === 'confirmed' && <AddToCalendar sessionId={sessionId} />}
      {isSlow && (
        <p>
          It takes longer than usual. You can leave: we go on without you, and{' '}
          <Link href="/sessions" className="font-semibold underline">
            My sessions
          </Link>{' '}
          will show it.
        </p>
      )}
    </Outcome>
  );
}

function MeetingLink({ sessionId }: { sessionId: string }) {
  const session = useQuery(useTRPC().sessions.byId.queryOptions({ sessionId }));
  const href = session.data?.meetingLink;
  if (!href) return null;
  return (
    <a href={href} className={buttonLook()} target="_blank" rel="noreferrer">
      Meeting link
    </a>
  );
}

/** Whoever holds the client secret can read the payment, so it stays neither in the address bar nor in the history. */
function forgetSecret() {
  const url = new URL(window.location.href);
  if (!url.searchParams.has('payment_intent_client_secret')) return;
  url.searchParams.delete('payment_intent_client_secret');
  url.searchParams.delete('payment_intent');
  window.history.replaceState(null, '', url);
}
