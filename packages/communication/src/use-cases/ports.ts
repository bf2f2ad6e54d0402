import type { Page } from '@halfpast/kernel';
import type { ConfirmedSession, Session, SessionStatus } from '../domain/session.ts';

export type Sessions = {
  find(sessionId: string): Promise<Session | undefined>;
  /** @returns false if there is a session under this id already */
  insert(session: ConfirmedSession): Promise<boolean>;
  /** @returns false if the session no longer is in a state that allows to confirm it */
  confirm(session: ConfirmedSession): Promise<boolean>;
};

export type FinishedSessions = {
  /** Sessions to complete, because they ended by `now`; those that ended first come first. */
  finished(now: Date, limit: number): Promise<readonly string[]>;
  /** @returns how many of them were still to be completed */
  complete(sessionIds: readonly string[]): Promise<number>;
};

export type SessionLists = {
  /** Those that exist among `sessionIds`, in any order. */
  withIds(sessionIds: readonly string[]): Promise<readonly Session[]>;
  /** Newest first: those a person learns, those they teach, or everybody's. */
  page(
    whose: { studentId: string } | { tutorId: string } | 'all',
    filter: PageFilter,
  ): Promise<readonly Session[]>;
};

export type PageFilter = { readonly status?: SessionStatus; readonly page: Page };
