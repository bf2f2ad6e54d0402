import type { SessionDetails } from '@/trpc/answers.ts';
import { isUnfolding, refundStory } from '../refund-story.ts';

/** When to look at a session again: while a payment or a refund is under way, soon after it was cancelled most often. */
export function lookAgainIn(session: SessionDetails | undefined, now: number): number | false {
  if (session?.status === 'PENDING_PAYMENT') return 4_000;
  if (session?.status !== 'CANCELLED' || !isUnfolding(refundStory(session))) return false;
  const isFresh = session.cancelledAt !== null && now - Date.parse(session.cancelledAt) < 60_000;
  return isFresh ? 1_500 : 30_000;
}
