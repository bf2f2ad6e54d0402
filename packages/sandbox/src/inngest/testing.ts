import { createServer } from 'node:http';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { type InngestSandbox, type InngestSandboxOptions, startInngestSandbox } from './sandbox.ts';

export const eventKey = 'test-event-key';
export const signingKey = `signkey-test-${'ab'.repeat(32)}`;

/** A clock that tests move. */
export function testClock(start = '2026-03-02T10:00:00Z') {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance(ms: number) {
      now += ms;
    },
  };
}

export type World = {
  readonly inngest: Inngest;
  readonly engine: InngestSandbox;
  readonly clock: ReturnType<typeof testClock>;
  readonly engineOptions: InngestSandboxOptions;
  /** Moves the clock and resolves when everything that became due has been done. */
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
};

const say = (...a: unknown[]) =>
  process.stderr.write(JSON.stringify(a, (_k, v) => (v instanceof Error ? v.stack : v)) + '\n');
const quietLogger = { info() {}, warn: say, error: say, debug() {} };

/** An app with the real SDK over real HTTP, and an engine that runs it. */
export async function startWorld(
  databaseUrl: string,
  functionsOf: (inngest: Inngest) => InngestFunction.Any[],
  options: Partial<InngestSandboxOptions> = {},
): Promise<World> {
  const clock = testClock();
  const holder: { url: string } = { url: '' };
  const inngest = new Inngest({
    id: 'school',
    eventKey,
    signingKey,
    isDev: false,
    logger: quietLogger,
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : String(input));
      return fetch(new URL(pathname + search, holder.url), init);
    },
  });
  const app = createServer(serve({ client: inngest, functions: functionsOf(inngest) }));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const address = app.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const engineOptions: InngestSandboxOptions = {
    databaseUrl,
    port: 0,
    sdkUrl: `http://127.0.0.1:${port}/api/inngest`,
    eventKey,
    signingKey,
    clock: clock.now,
    random: () => 0,
    onError: (error) => process.stderr.write(String(error instanceof Error ? error.stack : error)),
    pollMs: 200,
    ...options,
  };
  const engine = await startInngestSandbox({
    ...engineOptions,
    syncMs: 50,
  });
  holder.url = engine.url;
  return {
    inngest,
    engine,
    clock,
    engineOptions,
    async advance(ms) {
      await engine.whenIdle();
      clock.advance(ms);
      await engine.whenIdle();
    },
    async stop() {
      await engine.stop();
      app.closeAllConnections();
      await new Promise((done) => app.close(done));
    },
  };
}
