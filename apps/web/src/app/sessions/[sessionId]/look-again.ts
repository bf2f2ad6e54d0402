import type { SessionDetails } from '@/trpc/answers.ts';
import { isUnfolding, refundStory } from '../refund-story.ts';

/**
 * When to look at a session again: while a payment or a refund is under way, soon after it was cancelled most often. Even
 * a refund that has arrived may come back in its first minute.
 */
export function lookAgainIn(session: SessionDetails | undefined, now: number): number | false {
  if (session?.status === 'PENDING_PAYMENT') return 4_000;
  if (session?.status !== 'CANCELLED') return false;
  const story = refundStory(session);
  const isFresh = session.cancelledAt !== null && now - Date.parse(session.cancelledAt) < 60_000;
  if (isUnfolding(story)) return isFresh ? 1_500 : 30_000;
  return isFresh && story.stage === 'arrived' ? 5_000 : false;
}
