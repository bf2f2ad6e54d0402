import { serve } from '@hono/node-server';
import { openMailbox } from './mailbox.ts';
import { createPages } from './pages.ts';
import { startSmtp } from './smtp.ts';

export type MailSandboxOptions = {
  /** Where the mails are kept. */
  readonly folder: string;
  /** Of the page; 0 takes a free one, as below. */
  readonly port: number;
  readonly smtpPort: number;
  /** How many mails are kept: the newest ones. */
  readonly most?: number;
};

export type MailSandbox = {
  /** The page, and the JSON for tests. */
  readonly url: string;
  /** What nodemailer takes. */
  readonly smtpUrl: string;
  stop(): Promise<void>;
};

/** Starts a mailbox that takes any mail over SMTP and shows it. Binds the loopback interface only. */
export async function startMailSandbox({
  folder,
  port,
  smtpPort,
  most = 500,
}: MailSandboxOptions): Promise<MailSandbox> {
  const mailbox = openMailbox({ folder, most });
  const page = await listen(createPages(mailbox).fetch, port);
  const smtp = await startSmtp(mailbox, smtpPort).catch(async (error) => {
    await page.stop();
    throw error;
  });
  let stopping: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${page.port}`,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    stop() {
      stopping ??= Promise.all([smtp.stop(), page.stop()]).then(() => undefined);
      return stopping;
    },
  };
}

const listen = (fetch: Parameters<typeof serve>[0]['fetch'], port: number) =>
  new Promise<{ port: number; stop(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({
        port: address.port,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
