import { plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { Mail, Person } from '../domain/mail.ts';
import type { Session } from '../domain/session.ts';
import { ada, cancelledBy, confirmed, lesson, sam, someNews } from '../testing/news.ts';
import type { ClaimedNotification, News, Outcome } from './ports.ts';
import { relayMail } from './relay-mail.ts';

type Given = {
  readonly waiting?: readonly ClaimedNotification[];
  readonly session?: Session;
  readonly people?: readonly Person[];
  readonly now?: Date;
  readonly sendMail?: (mail: Mail) => Promise<void>;
};

const now = new Date('2027-07-01T09:00:00Z');
const aMail = (news?: Parameters<typeof someNews>[0]) => someNews(news).notification;

/** A queue of mails and a server that takes each, but for what is given. */
function aPostOffice({
  waiting = [aMail()],
  session = confirmed,
  people = [sam, ada],
  ...given
}: Given = {}) {
  const sent: string[] = [];
  const told: News[] = [];
  const outcomes: Outcome[] = [];
  const logged: { level: string; message: string }[] = [];
  const log = (level: string) => (_: object, message: string) => void logged.push({ level, message });
  const relay = relayMail({
    notifications: {
      claim: async (_, limit) => waiting.slice(0, limit),
      close: async (_, outcome) => void outcomes.push(outcome),
    },
    sessions: { withIds: async (ids) => [session].filter(({ sessionId }) => ids.includes(sessionId)) },
    people: async (ids) => people.filter(({ personId }) => ids.includes(personId)),
    compose: async (news) => {
      told.push(news);
      const { notificationId } = news.notification;
      const to = { name: news.to.name, address: news.to.email };
      return { messageId: `<${notificationId}@test>`, to, subject: '', html: '', text: '' };
    },
    sendMail: given.sendMail ?? (async ({ to }) => void sent.push(to.address)),
    clock: () => given.now ?? now,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
  });
  return { relay, sent, told, outcomes, logged };
}

const refusing = () => Promise.reject(new Error('Mailbox full'));

describe('the mail relay', () => {
  it('has nothing to do when nothing is due', async () => {
    const { relay, told } = aPostOffice({ waiting: [] });
    expect(await relay()).toBe(false);
    expect(told).toEqual([]);
  });

  it('sends what is due and notes when', async () => {
    const { relay, sent, told, outcomes } = aPostOffice();
    expect(await relay()).toBe(false);
    expect(sent).toEqual(['sam@example.test']);
    expect(told).toMatchObject([{ to: sam, other: ada, session: confirmed }]);
    expect(outcomes).toEqual([{ status: 'SENT', sentAt: now }]);
  });

  it('says that there may be more after a whole batch', async () => {
    const { relay, sent } = aPostOffice({ waiting: Array.from({ length: 26 }, () => aMail()) });
    expect(await relay()).toBe(true);
    expect(sent).toHaveLength(25);
  });

  it('tells the tutor of the student', async () => {
    const { relay, told } = aPostOffice({ waiting: [aMail({ to: ada })] });
    await relay();
    expect(told).toMatchObject([{ to: ada, other: sam }]);
  });

  it('tells one whose counterpart is gone', async () => {
    const { relay, told } = aPostOffice({ people: [sam] });
    await relay();
    expect(told).toMatchObject([{ to: sam, other: undefined }]);
  });

  it.each([
    ['the person', { people: [ada] }],
    ['the session', { waiting: [{ ...aMail(), sessionId: '019a0000-0000-7000-8000-00000000000f' }] }],
  ])('drops a mail when %s is gone', async (_, given) => {
    const { relay, outcomes, logged } = aPostOffice(given);
    await relay();
    expect(outcomes).toEqual([{ status: 'DROPPED' }]);
    expect(logged).toMatchObject([{ level: 'warn' }]);
  });

  it.each(['reminder_24h', 'reminder_1h'] as const)(
    'drops a late %s, for it is no use any more',
    async (kind) => {
      for (const given of [
        { session: cancelledBy('tutor-1') },
        { session: { ...confirmed, status: 'COMPLETED', meetingLink: '' } as const },
        { now: lesson.scheduledAt },
      ]) {
        const { relay, sent, outcomes } = aPostOffice({ waiting: [aMail({ kind })], ...given });
        await relay();
        expect(sent).toEqual([]);
        expect(outcomes).toEqual([{ status: 'DROPPED' }]);
      }
    },
  );

  it('sends a reminder until the very start', async () => {
    const before = new Date(lesson.scheduledAt.getTime() - 1);
    const { relay, sent } = aPostOffice({ waiting: [aMail({ kind: 'reminder_1h' })], now: before });
    await relay();
    expect(sent).toHaveLength(1);
  });

  it('tells of everything else, however late', async () => {
    const { relay, sent } = aPostOffice({
      session: cancelledBy('tutor-1'),
      now: plusMinutes(now, 60 * 24 * 30),
    });
    await relay();
    expect(sent).toHaveLength(1);
  });

  it('tries again later what could not be sent', async () => {
    const { relay, outcomes, logged } = aPostOffice({ sendMail: refusing });
    await relay();
    expect(outcomes).toEqual([{ status: 'PENDING', dueAt: new Date(now.getTime() + 10_000) }]);
    expect(logged).toMatchObject([{ level: 'warn' }]);
  });

  it('gives up after days, and says so', async () => {
    const waiting = [aMail({ attempts: 20, createdAt: plusMinutes(now, -4 * 24 * 60) })];
    const { relay, outcomes, logged } = aPostOffice({ waiting, sendMail: refusing });
    await relay();
    expect(outcomes).toEqual([{ status: 'GIVEN_UP' }]);
    expect(logged).toMatchObject([{ level: 'error' }]);
  });

  it('lets one mail that fails hold up no other', async () => {
    const sent: string[] = [];
    const { relay, outcomes } = aPostOffice({
      waiting: [aMail(), aMail({ to: ada })],
      sendMail: async (mail) =>
        mail.to.address === sam.email ? refusing() : void sent.push(mail.to.address),
    });
    await relay();
    expect(sent).toEqual(['ada@example.test']);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['PENDING', 'SENT']);
  });
});
