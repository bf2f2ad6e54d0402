import { once } from 'node:events';
import { createServer } from 'node:net';
import { createPrisma } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { register } from '../instrumentation.ts';
import { type App, createApp, getApp } from './app.ts';
import { healthOf } from './health.ts';
import { envWith } from './testing/settings.ts';

const anApp = async (settings: Record<string, string> = {}): Promise<App> =>
  createApp(envWith({ DATABASE_URL: await createTestDatabase(inject('postgresUrl')), ...settings }));

afterEach(async () => {
  await globalThis.halfpastApp?.prisma.$disconnect();
  globalThis.halfpastApp = undefined;
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the app of this process', () => {
  it('is one, whoever asks for it', async () => {
    const app = await anApp();
    globalThis.halfpastApp = app;
    expect(getApp()).toBe(app);
  });

  it('says what it lacks instead of starting half', () => {
    expect(getApp).toThrow(/environment is not complete[\s\S]*DATABASE_URL/);
  });
});

describe('a server that starts', () => {
  it('relays events until it is asked to end', async () => {
    const app = await anApp();
    globalThis.halfpastApp = app;
    const [start, stop] = [vi.spyOn(app.relay, 'start'), vi.spyOn(app.relay, 'stop')];
    const once = vi.spyOn(process, 'once').mockReturnThis();
    vi.stubEnv('NEXT_RUNTIME', 'nodejs');
    await register();
    expect(start).toHaveBeenCalledOnce();
    const ends = once.mock.calls.filter(([name]) => name === 'SIGTERM' || name === 'SIGINT');
    expect(ends).toHaveLength(2);
    for (const [, end] of ends) end();
    expect(stop).toHaveBeenCalled();
    await app.relay.stop();
  });

  it('does nothing in a runtime that is not Node', async () => {
    vi.stubEnv('NEXT_RUNTIME', 'edge');
    await register();
    expect(globalThis.halfpastApp).toBeUndefined();
  });
});

describe('the health', () => {
  it('looks at the real Stripe and Inngest where no other is named', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(null, { status: 404 });
    });
    const app = await anApp({ STRIPE_API_URL: '', INNGEST_BASE_URL: '' });
    globalThis.halfpastApp = app;
    expect(await healthOf(app)).toMatchObject({ stripe: 'up', inngest: 'up' });
    expect(asked).toEqual(['https://api.stripe.com', 'https://inn.gs']);
  });

  it('does not wait for a database that hangs', async () => {
    const app = await anApp();
    globalThis.halfpastApp = app;
    const locker = createPrisma(app.env.DATABASE_URL, 1);
    await locker.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "saga"."outbox"`;
      expect(await healthOf(app)).toMatchObject({ database: 'down', outbox: 'unknown' });
    });
    await locker.$disconnect();
  });

  it('sees whether a mail server listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const app = await anApp({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    globalThis.halfpastApp = app;
    expect(await healthOf(app)).toMatchObject({ database: 'up', mail: 'up', outbox: 'flowing' });
    server.close();
    await once(server, 'close');
    expect(await healthOf(app)).toMatchObject({ database: 'up', mail: 'down' });
  });

  it('tells of events that do not leave', async () => {
    const app = await anApp();
    globalThis.halfpastApp = app;
    await app.prisma.$executeRaw`
      INSERT INTO "saga"."outbox" ("event_id", "name", "data", "created_at")
      VALUES (gen_random_uuid(), 'booking/requested', '{}', now() - interval '61 seconds')`;
    expect(await healthOf(app)).toMatchObject({ outbox: 'stuck', stripe: 'down', inngest: 'down' });
  });
});
