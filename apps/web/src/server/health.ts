import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { longestWait } from '@halfpast/prisma';
import type { App } from './app.ts';

export type ComponentState = 'up' | 'down';
export type Health = {
  readonly database: ComponentState;
  readonly stripe: ComponentState;
  readonly inngest: ComponentState;
  readonly mail: ComponentState;
  readonly outbox: 'flowing' | 'stuck' | 'unknown';
};

const waitAtMost = 2_000;
const stuckAfterSeconds = 60;

/** The state of each thing that this product stands on. Asks nothing that costs money or counts against a limit. */
export async function healthOf({
  prisma,
  env,
  logger,
}: Pick<App, 'prisma' | 'env' | 'logger'>): Promise<Health> {
  const [waiting, stripe, inngest, mail] = await Promise.all([
    inTime(longestWait(prisma)).catch((error: unknown) => {
      logger.error({ err: error }, 'The database does not answer');
      return undefined;
    }),
    reaches(env.STRIPE_API_URL ?? 'https://api.stripe.com'),
    reaches(env.INNGEST_BASE_URL ?? 'https://inn.gs'),
    listensAt(env.SMTP_URL),
  ]);
  if (waiting === undefined) return { database: 'down', stripe, inngest, mail, outbox: 'unknown' };
  const outbox = waiting > stuckAfterSeconds ? 'stuck' : 'flowing';
  return { database: 'up', stripe, inngest, mail, outbox };
}

/** Whether anybody answers there at all; what doesn't matter. */
const reaches = (url: string): Promise<ComponentState> =>
  fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(waitAtMost) }).then(
    () => 'up',
    () => 'down',
  );

const smtpPorts: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 };

/** Whether a mail server takes connections; it is told nothing. */
const listensAt = (smtpUrl: string): Promise<ComponentState> =>
  new Promise((resolve) => {
    const { protocol, hostname, port } = new URL(smtpUrl);
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''), // as a URL writes IPv6
      port: Number(port) || smtpPorts[protocol] || 0,
      timeout: waitAtMost,
    });
    const end = (state: ComponentState) => {
      socket.destroy();
      resolve(state);
    };
    socket
      .once('connect', () => end('up'))
      .once('timeout', () => end('down'))
      .once('error', () => end('down'));
  });

/** A database that hangs is as good as none. */
const inTime = <Value>(work: Promise<Value>): Promise<Value> =>
  Promise.race([
    work,
    sleep(waitAtMost, undefined, { ref: false }).then(() => Promise.reject(new Error('Too late'))),
  ]);
