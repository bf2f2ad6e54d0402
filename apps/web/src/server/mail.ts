import type { Mail, Mailbox } from '@halfpast/communication';
import { createTransport } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';

export type Mailer = {
  /** Resolves once the mail server has taken the mail. */
  sendMail(mail: Mail): Promise<void>;
  close(): void;
};

type Settings = {
  /** smtp: or smtps:, with the account in it if there is one. */
  readonly url: string;
  readonly from: Mailbox;
  /** Mails a second, at most: most servers refuse more than they have agreed to. */
  readonly perSecond: number;
};

/** What a server took or didn't take is the queue's to decide: it tries again later, and not at once. */
const patience = {
  maxRequeues: 0,
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/** Sends mail over SMTP, on connections that are kept. Connects when there is something to send. */
export function createMailer({ url, from, perSecond }: Settings): Mailer {
  const transport = createTransport({ url, pool: true, rateLimit: perSecond, rateDelta: 1_000, ...patience });
  return {
    async sendMail({ calendar, ...mail }) {
      await transport.sendMail({
        ...mail,
        from,
        ...(calendar ? { icalEvent: { filename: 'lesson.ics', ...calendar } } : {}),
        headers: { 'Auto-Submitted': 'auto-generated' }, // so that nobody's holiday answers
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}

/** "Halfpast <lessons@example.com>" or the address alone. */
export function mailboxOf(line: string): Mailbox {
  const [mailbox] = addressparser(line, { flatten: true });
  return { name: mailbox?.name ?? '', address: mailbox?.address ?? '' };
}
