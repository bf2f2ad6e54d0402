import type { Clock, NewId } from '@halfpast/kernel';
import { toBoth } from '../domain/notification.ts';
import { dueReminder, nextReminderAt } from '../domain/reminder.ts';
import type { ConfirmedSession } from '../domain/session.ts';
import type { Notifications, Reminding } from './ports.ts';

const batch = 200;

type Deps = {
  readonly notifications: Pick<Notifications, 'remind'>;
  readonly clock: Clock;
  readonly newId: NewId;
};

/** Writes the reminders that are due, a day and an hour before a lesson. @returns how many mails that makes */
export const sendReminders =
  ({ notifications, clock, newId }: Deps) =>
  async (): Promise<number> => {
    const now = clock();
    let written = 0;
    const remind = (session: ConfirmedSession): Reminding => {
      const kind = dueReminder(session, now);
      const mails = kind ? toBoth(session, { kind, data: {} }, newId) : [];
      written += mails.length;
      return { notifications: mails, nextAt: nextReminderAt(session, now) };
    };
    while ((await notifications.remind(now, batch, remind)) === batch);
    return written;
  };
