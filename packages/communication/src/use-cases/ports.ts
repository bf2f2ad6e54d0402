import type { Page } from '@halfpast/kernel';
import type { Mail, Person } from '../domain/mail.ts';
import type { Notification } from '../domain/notification.ts';
import type { CancelledSession, ConfirmedSession, PendingSession, Session } from '../domain/session.ts';

/** A session as it is confirmed, with what is stored along with it. */
export type Confirmation = {
  readonly session: ConfirmedSession;
  readonly remindAt: Date | null;
  readonly notifications: readonly Notification[];
};

export type Sessions = {
  find(sessionId: string): Promise<Session | undefined>;
  /** @returns false if there is a session under this id already */
  insert(session: PendingSession | CancelledSession): Promise<boolean>;
  /** @returns false if there is a session under this id already */
  insertConfirmed(confirmation: Confirmation): Promise<boolean>;
  /** @returns false if the session no longer is in a state that allows to confirm it */
  confirm(confirmation: Confirmation): Promise<boolean>;
  /** Stores `session/cancelled` with it. @returns false if its state no longer allows to cancel it */
  cancel(session: CancelledSession): Promise<boolean>;
  /** @returns false if its state does not allow to withdraw it */
  withdraw(session: CancelledSession): Promise<boolean>;
};

/** What waits for the saga. Of each, those that were taken longest ago come first. */
export type WaitingSessions = {
  /** Sessions that have awaited their payment since before `before`. */
  takePending(before: Date, limit: number): Promise<readonly { readonly sessionId: string }[]>;
  /** Sessions that a person cancelled before `before`, not settled yet. */
  takeUnsettled(before: Date, limit: number): Promise<readonly { readonly sessionId: string }[]>;
  /** A cancellation that is settled stays so. */
  settle(sessionId: string, at: Date): Promise<void>;
};

/** Mails that are to be sent, and to be sent again until they are. */
export type Notifications = {
  /** Each once: one that is there already, of this kind about this subject to this person, stays as it is. */
  add(notifications: readonly Notification[]): Promise<void>;
  /**
   * Hands sessions whose next reminder is due by `now` to `remind`, and stores what it answers in the same transaction.
   * @returns how many sessions that were
   */
  remind(now: Date, limit: number, remind: (session: ConfirmedSession) => Reminding): Promise<number>;
  /**
   * Those that are due, the longest due first; until `leasedUntil` nobody else gets them. An attempt is counted for each.
   */
  claim(now: Date, limit: number, leasedUntil: Date): Promise<readonly ClaimedNotification[]>;
  /** What came of this attempt; of no effect if another attempt has begun. */
  close(claimed: ClaimedNotification, outcome: Outcome): Promise<void>;
};

export type Reminding = {
  readonly notifications: readonly Notification[];
  readonly nextAt: Date | null;
};

export type ClaimedNotification = Notification & { readonly attempts: number; readonly createdAt: Date };

export type Outcome =
  | { readonly status: 'SENT'; readonly sentAt: Date }
  | { readonly status: 'DROPPED' | 'GIVEN_UP' }
  | { readonly status: 'PENDING'; readonly dueAt: Date };

/** A lesson as one of the two sees it, with all that is written to them about it, as it is now. */
export type Seen = {
  readonly session: Session;
  readonly to: Person;
  /** Whom `to` has this lesson with; undefined if they are gone. */
  readonly other: Person | undefined;
};

export type News = Seen & { readonly notification: ClaimedNotification };

/** Writes a calendar file. */
export type DrawCalendar = (
  seen: Seen,
  told: {
    readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
    readonly description: string;
    /** When this was true. */
    readonly stamp: Date;
  },
) => string;

export type Compose = (news: News) => Promise<Mail>;

/** Those among `personIds` whom the identity provider knows, in any order. */
export type People = (personIds: readonly string[]) => Promise<readonly Person[]>;

/** Resolves once the mail is in the hands of a server that will deliver it. */
export type SendMail = (mail: Mail) => Promise<void>;

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

export type PageFilter = { readonly status?: Session['status']; readonly page: Page };
