import type { Mail } from '../../domain/mail.ts';
import type { NotificationKind } from '../../domain/notification.ts';
import { meetingLinkOf, type Session } from '../../domain/session.ts';
import type { ClaimedNotification, Compose, News } from '../../use-cases/ports.ts';
import { calendarDrawer, pageOf, type Sender } from './calendar-drawer.ts';
import { htmlOf } from './layout.tsx';
import type { Fact, Letter } from './letter.ts';
import { dayOf, spanOf, zoneNameOf } from './moments.ts';
import { lineOf, nameOf } from './names.ts';
import { plainText } from './plain-text.ts';
import { wordsOf } from './words.ts';

/** Which news put a lesson on the calendar, or take it off. */
const calendarMethods: Partial<Record<NotificationKind, 'REQUEST' | 'CANCEL'>> = {
  confirmed: 'REQUEST',
  cancelled: 'CANCEL',
};

/** Writes the mail of a notification: to one person, in their zone, in the words for their part. */
export function composer(sender: Sender): Compose {
  const { publicUrl } = sender;
  const host = new URL(publicUrl).hostname;
  const draw = calendarDrawer(sender);
  return async (news) => {
    const { notification, session, to, other } = news;
    const letter = letterOf(news, publicUrl);
    const mailbox = { name: lineOf(to.name), address: to.email };
    const method = calendarMethods[notification.kind];
    const mail: Mail = {
      messageId: `<${notification.notificationId}@${host}>`,
      to: mailbox,
      subject: letter.subject,
      html: await htmlOf(letter),
      text: plainText(letter),
    };
    if (!method) return mail;
    const description = letter.paragraphs.join('\n');
    const content = draw({ session, to, other }, { method, description, stamp: notification.createdAt });
    return { ...mail, calendar: { method, content } };
  };
}

function letterOf({ notification, session, to, other }: News, publicUrl: string): Letter {
  const reads = to.personId === session.tutorId ? 'tutor' : 'student';
  const { timeZone } = to;
  return {
    ...wordsOf({ notification, session, reads, timeZone, other: nameOf(other) }),
    facts: factsOf(session, timeZone),
    action: actionOf(notification, session, publicUrl),
    because: `You get this mail because you ${reads === 'tutor' ? 'teach' : 'book'} lessons at Halfpast.`,
  };
}

function factsOf(session: Session, timeZone: string): readonly Fact[] {
  const link = meetingLinkOf(session);
  return [
    { label: 'Day', value: dayOf(session, timeZone) },
    { label: 'Time', value: `${spanOf(session, timeZone)} (${zoneNameOf(session, timeZone)})` },
    ...(link ? [{ label: 'Where', value: link, href: link }] : []),
  ];
}

function actionOf({ kind }: ClaimedNotification, session: Session, publicUrl: string): Letter['action'] {
  const link = meetingLinkOf(session);
  if (link && kind === 'reminder_1h') return { label: 'Join the lesson', href: link };
  return { label: 'See the lesson', href: pageOf(session, publicUrl) };
}
