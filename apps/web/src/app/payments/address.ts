import type { PaidFor } from '@/trpc/answers.ts';

/** Where one reads on about a payment: its lesson if it became one, else what has become of the booking. */
export const addressOf = ({ scheduledAt, sessionId }: Pick<PaidFor, 'scheduledAt' | 'sessionId'>): string =>
  scheduledAt ? `/sessions/${sessionId}` : `/checkout/${sessionId}`;
