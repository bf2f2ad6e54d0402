import { type Clock, plusSeconds } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { Person } from '../domain/mail.ts';
import { nextTryAt } from '../domain/mail-retry.ts';
import type { Session } from '../domain/session.ts';
import type {
  ClaimedNotification,
  Compose,
  News,
  Notifications,
  Outcome,
  People,
  SendMail,
  SessionLists,
} from './ports.ts';

const batch = 25;
/** Longer than a batch ever takes, even on a server that hangs; only a crash leaves a lease to run out. */
const leaseSeconds = 300;

type Deps = {
  readonly notifications: Pick<Notifications, 'claim' | 'close'>;
  readonly sessions: Pick<SessionLists, 'withIds'>;
  readonly people: People;
  readonly compose: Compose;
  readonly sendMail: SendMail;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * Sends a batch of the mails that are due. Safe in many processes at once. What can't be sent is tried again, for days;
 * a mail goes out twice only if the process dies after it was sent and before that was noted, and then under the same id.
 * @returns whether there may be more
 */
export const relayMail = (deps: Deps) => async (): Promise<boolean> => {
  const now = deps.clock();
  const claimed = await deps.notifications.claim(now, batch, plusSeconds(now, leaseSeconds));
  if (claimed.length === 0) return false;
  const newsOf = await whatIsTold(claimed, deps);
  await Promise.all(
    claimed.map(async (notification) => {
      const outcome = await tried(notification, newsOf(notification), deps);
      await deps.notifications.close(notification, outcome);
    }),
  );
  return claimed.length === batch;
};

/** Reads sessions and people as they are now, each in one question. */
async function whatIsTold(claimed: readonly ClaimedNotification[], { sessions, people }: Deps) {
  const told = await sessions.withIds([...new Set(claimed.map(({ sessionId }) => sessionId))]);
  const persons = await people([...new Set(told.flatMap(({ studentId, tutorId }) => [studentId, tutorId]))]);
  const sessionOf = new Map(told.map((session) => [session.sessionId, session]));
  const personOf = new Map(persons.map((person) => [person.personId, person]));
  return (notification: ClaimedNotification): News | undefined => {
    const session = sessionOf.get(notification.sessionId);
    const to = personOf.get(notification.personId);
    return session && to && { notification, session, to, other: theOther(session, to, personOf) };
  };
}

const theOther = (
  { studentId, tutorId }: Session,
  { personId }: Person,
  personOf: ReadonlyMap<string, Person>,
): Person | undefined => personOf.get(personId === tutorId ? studentId : tutorId);

async function tried(
  notification: ClaimedNotification,
  news: News | undefined,
  { compose, sendMail, clock, logger }: Deps,
): Promise<Outcome> {
  const { notificationId, kind, attempts } = notification;
  if (!news) {
    logger.warn({ notificationId, kind }, 'A mail has nobody to go to; dropped');
    return { status: 'DROPPED' };
  }
  if (isStale(news, clock())) return { status: 'DROPPED' };
  try {
    await sendMail(await compose(news));
    return { status: 'SENT', sentAt: clock() };
  } catch (err) {
    const dueAt = nextTryAt(notification, clock());
    if (dueAt) logger.warn({ err, notificationId, kind, attempts }, 'A mail could not be sent; tried again');
    else logger.error({ err, notificationId, kind, attempts }, 'A mail could not be sent for days; given up');
    return dueAt ? { status: 'PENDING', dueAt } : { status: 'GIVEN_UP' };
  }
}

/** A reminder of a lesson that is off, or has begun, is no use to anybody. */
const isStale = ({ notification: { kind }, session }: News, now: Date): boolean =>
  (kind === 'reminder_24h' || kind === 'reminder_1h') &&
  (session.status !== 'CONFIRMED' || session.scheduledAt <= now);
