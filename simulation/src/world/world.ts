import { createHmac } from 'node:crypto';
import type { Viewer } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { type OutboxSchema, outboxSchemas, relayOutbox } from '@halfpast/prisma';
import { Killed } from '../scheduler/calls.ts';
import { createChooser } from '../scheduler/chooser.ts';
import { callStripe, gatedStripe } from '../scheduler/gated-stripe.ts';
import { oneSource, virtualIds } from '../scheduler/one-source.ts';
import { type Random, seeded } from '../scheduler/random.ts';
import { createScheduler } from '../scheduler/scheduler.ts';
import { createTimeline } from '../scheduler/timeline.ts';
import { createTrace } from '../scheduler/trace.ts';
import { type App, appDown, type Box, createApp, webhookSecret } from './app.ts';
import { createCourier } from './courier.ts';
import type { SimulatedDatabase, StripeEvent } from './database.ts';
import { createEngine } from './engine.ts';
import type { Guards } from './guards.ts';
import { createPost } from './post.ts';
import { noStorm, type Storm, stormFor } from './weather.ts';

const start = new Date('2026-12-01T08:00:00.000Z');

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Everything of one run: the product, all that is around it, and the one clock and source of chance. */
export async function createWorld({
  database,
  seed,
  guards,
}: {
  readonly database: SimulatedDatabase;
  readonly seed: number;
  readonly guards: Guards;
}) {
  const random = seeded(seed);
  const timeline = createTimeline(start);
  const trace = createTrace();
  const chooser = createChooser(random.fork());
  const scheduler = createScheduler({
    timeline,
    chooser,
    trace,
    onFault: ({ kind }) => {
      if (kind === 'sql') post.mishap();
    },
  });
  const giveBack = oneSource(timeline.now, random.fork());
  const storms = stormFor(random.fork());
  let storm: Storm = noStorm;
  let app: App | undefined;

  const pace = paceOf(random.fork());
  /** After which events a bank has something to say, and when. */
  const waits: Readonly<Record<string, readonly number[]>> = {
    'refund.created': [pace.refund_ms],
    'payment_intent.processing': [pace.debit_ms, pace.slow_debit_ms],
  };
  await database.moveIn({
    scheduler,
    now: timeline.now,
    rewrite: guards.rewrite,
    retell: guards.retell,
    onStripeEvents: (events) => {
      courier.accept(events);
      for (const { type } of events) for (const wait of waits[type] ?? []) later(wait + 1, settleStripe);
    },
  });
  await database.stripe.fetch(
    new Request('http://stripe.test/_sandbox/pace', { method: 'POST', body: JSON.stringify(pace) }),
  );
  if (guards.sql) await database.query(guards.sql);

  const note = (what: string) => {
    const actor = scheduler.current();
    if (!actor?.dead) trace.note(timeline.now(), actor, what);
  };
  const log = (level: string) => (fields: object, message: string) => {
    if (level === 'info') return;
    const cause = 'err' in fields ? `: ${String(fields.err)}` : '';
    note(`(${level}) ${message}${cause}`);
  };
  const logger: Logger = { info: log('info'), warn: log('warn'), error: log('error') };
  const wire = { fetch: database.stripe.fetch, scheduler: () => scheduler, rekey: guards.rekey };
  const stripe = gatedStripe(wire);
  const newId = virtualIds(timeline.now, random.fork());
  const engine = createEngine({
    scheduler,
    timeline,
    random: random.fork(),
    sagas: () => app?.saga.sagas,
    onGivenUp: (run, error) => note(`${run} gives up: ${String(error)}`),
  });

  const post = createPost({ scheduler, timeline });
  /** Several mails are written at once, which takes turns of the event loop that nobody counts. */
  const onMails = (): void => {
    const actor = scheduler.current();
    if (actor) actor.expected = actor.claimed;
  };

  const build = (): App =>
    createApp({
      prisma: database.prisma,
      stripe,
      clock: timeline.now,
      newId,
      logger,
      kick,
      guards,
      onMails,
      sendMail: post.sendMail,
    });

  /** Runs `work` in the app's process; its answer may be lost on the way back. */
  async function request<T>(name: string, work: (app: App) => Promise<T>): Promise<T> {
    const running = app;
    if (!running) throw appDown();
    const answer = await scheduler.park(scheduler.spawn(name, 'app', () => work(running)));
    return scheduler.gate({
      kind: 'request',
      label: `hears of ${name}`,
      perform: async () => answer,
      faults: {
        'answer lost': async () => {
          throw appDown();
        },
      },
    });
  }

  const courier = createCourier({
    timeline,
    random: random.fork(),
    storm: () => storm,
    deliver: async (event) => {
      const running = app;
      if (!running) throw appDown();
      const delivery = signed(event, timeline.now());
      return scheduler.spawn(`webhook ${event.type}`, 'app', () =>
        running.payment.handleStripeWebhook(delivery),
      );
    },
  });

  const kicked = new Set<Box>();
  const chance = random.fork();
  /** Something was written to an outbox: its relay runs soon, unless the process dies before. */
  function kick(outbox: Box): void {
    if (kicked.has(outbox)) return;
    kicked.add(outbox);
    const kickedIn = app;
    timeline.in(chance.chance(0.6) ? 0 : chance.between(0, 1_500), () => {
      kicked.delete(outbox);
      if (app && app === kickedIn) carryOn(outbox);
    });
  }

  function carryOn(box: Box): void {
    if (box === 'mail') relayMail();
    else relay(box);
  }

  function relayMail(): void {
    const running = app;
    if (!running) return;
    scheduler
      .spawn('relay mail', 'app', async () => {
        while (await running.relayMail());
      })
      .catch(() => {});
  }

  function relay(outbox: OutboxSchema): void {
    scheduler
      .spawn(`relay ${outbox}`, 'app', () =>
        relayOutbox(database.prisma, outbox, (events) =>
          scheduler.gate({
            kind: 'engine',
            label: `takes ${events.map(({ name }) => name).join(', ')}`,
            perform: async () => engine.receive(events),
            faults: {
              'never arrives': async () => {
                throw new Error('The engine is not there');
              },
              'answer lost': async () => {
                engine.receive(events);
                throw new Error('The engine did not answer');
              },
              'events lost': async () => {},
            },
          }),
        ),
      )
      .catch(() => {});
  }
  const relayAll = () => {
    if (!app) return;
    for (const outbox of outboxSchemas) relay(outbox);
    relayMail();
  };

  async function settleStripe(): Promise<void> {
    await scheduler.gate({
      kind: 'request',
      label: 'settles what is due',
      perform: database.stripe.settleDue,
    });
  }

  /** Lets somebody outside of the app do something after a while; what goes wrong with it is theirs alone. */
  function later(milliseconds: number, work: () => Promise<void>): void {
    timeline.in(milliseconds, () => outside('bank', work));
  }

  function outside(name: string, work: () => Promise<void>): void {
    scheduler.spawn(name, 'outside', work).catch((error: unknown) => {
      if (!(error instanceof Killed)) note(`${name} stops: ${String(error)}`);
    });
  }

  /** After how many turns the app is killed: between any two calls, and whatever is under way. */
  const crashes = Array.from({ length: storms.crashes }, () => chance.between(10, 500)).sort((a, b) => a - b);
  const mostSteps = 60_000;

  async function runUntil(end: Date): Promise<void> {
    while (await scheduler.step(end)) {
      if (scheduler.steps() > mostSteps) throw new Error(`No end: ${scheduler.unfinished().join(', ')}`);
      if (storm === noStorm || (crashes[0] ?? Number.POSITIVE_INFINITY) > scheduler.steps()) continue;
      crashes.shift();
      if (app) await crash(chance.pick([500, 20_000, 300_000]));
    }
  }

  async function crash(downMilliseconds: number): Promise<void> {
    trace.note(timeline.now(), undefined, 'the app is killed');
    post.mishap();
    app = undefined;
    await scheduler.killApp(database.abortOf);
    kicked.clear();
    timeline.in(downMilliseconds, () => {
      note('the app is up again');
      app ??= build();
      relayAll();
    });
  }

  app = build();
  return {
    random,
    timeline,
    scheduler,
    trace,
    database,
    stripe,
    engine,
    courier,
    storms,
    post,
    newId,
    request,
    outside,
    relayAll,
    runUntil,
    note,
    isStormy: () => storm !== noStorm,
    /** From now on things go wrong, or nothing does any more. */
    setStorm(next: Storm): void {
      storm = next;
      chooser.setWeather(next);
    },
    /** The app, while it is up. */
    app: () => app,
    sleep: (milliseconds: number) => scheduler.sleepUntil(new Date(timeline.now().getTime() + milliseconds)),
    /** A payer's browser at Stripe. */
    fromBrowser: async (path: string, fields: Readonly<Record<string, string>>): Promise<unknown> => {
      const form = new URLSearchParams({ key: 'pk_test_simulation', ...fields });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { body } = await callStripe(wire, { path, method: 'POST', headers, body: form.toString() });
      return JSON.parse(body);
    },
    async end(): Promise<void> {
      app = undefined;
      await scheduler.killApp(database.abortOf);
      giveBack();
    },
  };
}

/** How long banks take in this run, in milliseconds: a debit may come after the lesson has begun. */
const paceOf = (random: Random) => ({
  debit_ms: random.pick([5_000, 600_000, 5_400_000]),
  slow_debit_ms: random.pick([180_000, 3_600_000, 10_800_000]),
  refund_ms: random.pick([1_500, 1_800_000]),
});

export const viewer = (personId: string, role: Viewer['role']): Viewer => ({ personId, role });

function signed({ body }: StripeEvent, at: Date): { rawBody: string; signature: string } {
  const t = Math.floor(at.getTime() / 1_000);
  const v1 = createHmac('sha256', webhookSecret).update(`${t}.${body}`).digest('hex');
  return { rawBody: body, signature: `t=${t},v1=${v1}` };
}
