import type { OutboxEvent } from '@halfpast/prisma';
import type { Inngest } from 'inngest';

/** Sends events under the id of their row: however often one is sent, it starts each function once. */
export const sendTo =
  (inngest: Pick<Inngest, 'send'>) =>
  async (events: readonly OutboxEvent[]): Promise<void> => {
    await inngest.send(events.map(({ eventId, name, data }) => ({ id: eventId, name, data: { ...data } })));
  };
