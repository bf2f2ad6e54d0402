import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createApi } from './api/api.ts';
import { pruneAnswers } from './api/idempotency.ts';
import { performIn } from './api/perform.ts';
import { bundleBrowserScript } from './browser-script.ts';
import { createControl } from './control.ts';
import { openDatabase } from './database.ts';
import { createFaults } from './faults/faults.ts';
import { createMetronome, type Pace } from './pace.ts';
import { createChallengePage } from './pages/challenge.ts';
import { createOverviewPage } from './pages/overview.ts';
import { createSettler } from './settler.ts';
import { createCourier } from './webhooks/courier.ts';
import type { Letter } from './webhooks/letter.ts';

export type StripeSandboxOptions = {
  readonly databaseUrl: string;
  /** 0: any free one. */
  readonly port: number;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** Event types to deliver; all of them if not given. */
  readonly webhookEvents?: readonly string[];
  readonly clock?: () => Date;
  /** Seconds before each further attempt to deliver an event. */
  readonly retryDelays?: readonly number[];
  /** How long banks take for what they do later. */
  readonly pace?: Partial<Pace>;
};

export type StripeSandbox = { readonly url: string; stop(): Promise<void> };

/** Starts the stand-in for Stripe on the loopback interface, and goes on with what an earlier one left undone. */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const { databaseUrl, port, webhookUrl, webhookSecret, clock = () => new Date() } = options;
  const database = await openDatabase(databaseUrl);
  const faults = createFaults();
  const pace = createMetronome(options.pace);
  const patience = options.clock ? { atMostMs: lookEveryMs } : {};
  const courier = createCourier({
    database,
    url: webhookUrl,
    secret: webhookSecret,
    clock,
    faults: faults.webhooks,
    delays: options.retryDelays,
    ...patience,
  });
  const asked = options.webhookEvents ?? ['*'];
  const wants = (type: string): boolean => asked.includes('*') || asked.includes(type);
  const send = (letters: readonly Letter[]): void => {
    courier.send(letters);
    if (letters.some(({ type }) => waitsForABank.test(type))) settler.wake();
  };
  const settler = createSettler({ database, send, wants, clock, ...patience });
  await pruneAnswers(database.pool, clock());

  const script = bundleBrowserScript();

  const perform = performIn({ database, send, wants });

  const app = new Hono();
  app.use(cors({ origin: '*', exposeHeaders: ['request-id'] }));
  app.get('/stripe.js', () => new Response(script, { headers: scriptHeaders }));
  app.route('/', createControl({ database, faults, perform, pace, clock }));
  app.route('/', createOverviewPage(database, clock));
  app.route('/', createChallengePage({ database, perform, pace, clock }));
  app.route('/', createApi({ perform, faults, pace, clock }));

  const owed = await courier.owed(); // read before any request can add to it, so that nothing is sent twice
  const server = createServer(getRequestListener(app.fetch));
  const url = await listen(server, port);
  courier.send(owed);
  settler.wake();
  const end = async (): Promise<void> => {
    await close(server);
    await settler.stop();
    await courier.stop();
    await database.close();
  };
  let ended: Promise<void> | undefined;
  return {
    url,
    stop: () => {
      ended ??= end();
      return ended;
    },
  };
}

/** How often to look at a clock that somebody sets. */
const lookEveryMs = 200;

/** What is told when a bank is to say more of it later. */
const waitsForABank = /^(refund\.created|payment_intent\.processing|charge\.dispute\.updated)$/;

const scriptHeaders = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'no-cache',
  'cross-origin-resource-policy': 'cross-origin',
};

const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
