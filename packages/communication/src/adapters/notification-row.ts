import { z } from 'zod';
import type { ClaimedNotification } from '../use-cases/ports.ts';

const refund = z.object({ amount: z.int().positive(), currency: z.string() });

const claimed = z.object({
  notificationId: z.string(),
  kind: z.enum(['confirmed', 'cancelled', 'withdrawn', 'refunded', 'reminder_24h', 'reminder_1h']),
  subjectId: z.string(),
  personId: z.string(),
  sessionId: z.string(),
  data: z.object({ refund: refund.nullable().optional() }),
  attempts: z.int(),
  createdAt: z.date(),
});

/** What a row tells. @throws ZodError for a row that tells nothing known */
export const toClaimed = (row: unknown): ClaimedNotification => claimed.parse(row);
