import { type Clock, DomainError } from '@halfpast/kernel';
import type { Lesson, SessionState, Sessions } from '../use-cases/ports.ts';
import type { SagaEvent } from '../use-cases/saga-step.ts';

type Session = Lesson & { state: SessionState; isSettled: boolean };
type Told = { readonly kind: 'cancelled' | 'withdrawn' | 'refunded'; readonly of: string; amount?: number };

/** Sessions, and what was told of them; `announce` is the outbox. */
export function sessionsInMemory(clock: Clock, announce: (event: SagaEvent) => void) {
  const rows = new Map<string, Session>();
  const told: Told[] = [];

  const insert = (lesson: Lesson, state: SessionState): boolean => {
    if (rows.has(lesson.sessionId)) return false;
    rows.set(lesson.sessionId, { ...lesson, state, isSettled: false });
    return true;
  };
  const isMark = ({ state }: Session): boolean => state.status === 'CANCELLED' && state.cancelledBy === null;
  const mark = (): SessionState => ({ status: 'CANCELLED', cancelledBy: null, cancelledAt: clock() });
  const tell = (sessionId: string, news: Told): void => {
    if (!rows.has(sessionId)) throw new DomainError('NOT_FOUND', 'There is no such session');
    if (!told.some(({ kind, of }) => kind === news.kind && of === news.of)) told.push(news);
  };

  const sessions: Sessions = {
    async createConfirmedSession(lesson) {
      const session = rows.get(lesson.sessionId);
      if (session && session.state.status !== 'PENDING_PAYMENT') return session.state.status;
      if (lesson.startsAt <= clock()) throw new DomainError('BAD_USER_INPUT', 'The lesson has begun');
      if (session) session.state = { status: 'CONFIRMED' };
      else insert(lesson, { status: 'CONFIRMED' });
      return 'CONFIRMED';
    },
    async createPendingSession(lesson) {
      insert(lesson, { status: 'PENDING_PAYMENT' });
    },
    sessionState: async (sessionId) => rows.get(sessionId)?.state,
    async withdrawSession(lesson) {
      if (insert(lesson, mark())) return 'WITHDRAWN';
      const session = rows.get(lesson.sessionId);
      if (session?.state.status === 'PENDING_PAYMENT') session.state = mark();
      return session && isMark(session) ? 'WITHDRAWN' : 'KEPT';
    },
    async withdrawPendingSession(sessionId) {
      const session = rows.get(sessionId);
      if (session?.state.status === 'PENDING_PAYMENT') session.state = mark();
    },
    pendingSessions: async (_, limit) =>
      [...rows.values()]
        .filter(({ state }) => state.status === 'PENDING_PAYMENT')
        .map(({ sessionId }) => sessionId)
        .slice(0, limit),
    takeUnsettledCancellations: async (before, limit) =>
      [...rows.values()]
        .filter((row) => row.state.status === 'CANCELLED' && !isMark(row) && !row.isSettled)
        .filter(({ state }) => state.status === 'CANCELLED' && state.cancelledAt < before)
        .slice(0, limit),
    async settleCancellation(sessionId) {
      const session = rows.get(sessionId);
      if (session) session.isSettled = true;
    },
    tellCancelled: async ({ sessionId, refund }) =>
      tell(sessionId, { kind: 'cancelled', of: sessionId, amount: refund?.amount ?? 0 }),
    tellWithdrawn: async ({ sessionId }) => tell(sessionId, { kind: 'withdrawn', of: sessionId }),
    tellRefunded: async ({ refundId, sessionId, amount }) =>
      tell(sessionId, { kind: 'refunded', of: refundId, amount }),
    sendReminders: async () => 0,
    async completeFinishedSessions() {
      return 0;
    },
  };

  /** What communication does for a person who cancels; a refusal is `false`. */
  function cancelSession(sessionId: string, cancelledBy: string): boolean {
    const session = rows.get(sessionId);
    if (session?.state.status !== 'CONFIRMED') return false;
    if (cancelledBy === session.studentId && session.startsAt <= clock()) return false;
    session.state = { status: 'CANCELLED', cancelledBy, cancelledAt: clock() };
    announce({ name: 'session/cancelled', data: { sessionId } });
    return true;
  }

  return { sessions, sessionRows: rows, told, cancelSession };
}
