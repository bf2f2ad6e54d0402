import type { NewId } from '@halfpast/kernel';
import { type Refunded, toBoth } from '../domain/notification.ts';
import type { Notifications, Sessions } from './ports.ts';
import { found } from './view-sessions.ts';

type Deps = {
  readonly sessions: Pick<Sessions, 'find'>;
  readonly notifications: Pick<Notifications, 'add'>;
  readonly newId: NewId;
};

/** Tells both that one of them cancelled, and what comes back to the student: null if nothing does. */
export const tellCancelled =
  ({ sessions, notifications, newId }: Deps) =>
  async (news: { readonly sessionId: string; readonly refund: Refunded | null }): Promise<void> => {
    const session = found(await sessions.find(news.sessionId));
    const refund = news.refund && { amount: news.refund.amount, currency: news.refund.currency };
    await notifications.add(toBoth(session, { kind: 'cancelled', data: { refund } }, newId));
  };

/** Tells both that a lesson does not come about, though nobody cancelled it. */
export const tellWithdrawn =
  ({ sessions, notifications, newId }: Deps) =>
  async ({ sessionId }: { readonly sessionId: string }): Promise<void> => {
    const session = found(await sessions.find(sessionId));
    await notifications.add(toBoth(session, { kind: 'withdrawn', data: {} }, newId));
  };

/** Tells both that money has gone back to the student. */
export const tellRefunded =
  ({ sessions, notifications, newId }: Deps) =>
  async ({ refundId, sessionId, amount, currency }: Refund): Promise<void> => {
    const session = found(await sessions.find(sessionId));
    const data = { refund: { amount, currency } };
    await notifications.add(toBoth(session, { kind: 'refunded', data, subjectId: refundId }, newId));
  };

type Refund = Refunded & { readonly refundId: string; readonly sessionId: string };
