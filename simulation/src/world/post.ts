import type { Mail } from '@halfpast/communication';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Timeline } from '../scheduler/timeline.ts';

type Delivery = {
  readonly mail: Mail;
  /** Since when the product kept it for itself. */
  readonly leasedAt: Date;
  readonly mishaps: number;
};

/** How long the product keeps a mail for itself before it may be sent by another. */
const leaseMilliseconds = 300_000;

/** A mail server that keeps everything it took, and when. */
export function createPost({
  scheduler,
  timeline,
}: {
  readonly scheduler: Scheduler;
  readonly timeline: Timeline;
}) {
  const deliveries: Delivery[] = [];
  const causeless: Mail[] = [];
  let mishaps = 0;

  const take = async (mail: Mail, leasedAt: Date): Promise<void> => {
    const before = deliveries.findLast(({ mail: { messageId } }) => messageId === mail.messageId);
    if (before && !isExcused(before) && !isOver(leasedAt)) causeless.push(mail);
    deliveries.push({ mail, leasedAt, mishaps });
  };
  /** Nobody could know that it was sent: something broke between the server and the note of it. */
  const isExcused = (before: Delivery): boolean => mishaps > before.mishaps || isOver(before.leasedAt);
  /** Whether a lease that began then has run out. */
  const isOver = (since: Date): boolean => timeline.now().getTime() - since.getTime() >= leaseMilliseconds;

  return {
    deliveries: (): readonly Delivery[] => deliveries,
    /** Mails that came again for no reason. */
    causeless: (): readonly Mail[] => causeless,
    /** From here on a mail that was sent may be sent again. */
    mishap(): void {
      mishaps += 1;
    },
    sendMail(mail: Mail): Promise<void> {
      const leasedAt = scheduler.current()?.claimedAt ?? timeline.now();
      return scheduler.gate({
        kind: 'mail',
        label: `mail to ${mail.to.name}: ${mail.subject}`,
        key: mail.messageId,
        perform: () => take(mail, leasedAt),
        faults: {
          refused: async () => {
            throw new Error('The mail server refuses');
          },
          'answer lost': async () => {
            await take(mail, leasedAt);
            mishaps += 1;
            throw new Error('The mail server did not answer');
          },
        },
      });
    },
  };
}
