import { createServer, type Server } from 'node:http';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { z } from 'zod';
import { type InngestSandbox, type InngestSandboxOptions, startInngestSandbox } from './sandbox.ts';

export const eventKey = 'test-event-key';
export const signingKey = `signkey-test-${'ab'.repeat(32)}`;

/** A clock that tests move. */
function testClock(start = '2026-03-02T10:00:00Z') {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    advance(ms: number) {
      now += ms;
    },
  };
}

export type FunctionsOf = (inngest: Inngest) => InngestFunction.Any[];

export type App = {
  readonly inngest: Inngest;
  readonly url: string;
  /** Tells the SDK where the engine is. */
  connect(engineUrl: string): void;
  /** Stops to listen, as an app does that was killed; and listens again, on the same port. */
  pause(): Promise<void>;
  resume(): Promise<void>;
};

const quiet = { info() {}, warn() {}, error() {}, debug() {} };

/** An app with the real SDK in cloud mode, over real HTTP. */
export async function startApp(
  functionsOf: FunctionsOf,
  {
    key = signingKey,
    anyoneMaySync = true,
  }: { readonly key?: string; readonly anyoneMaySync?: boolean } = {},
): Promise<App> {
  let engineUrl = 'http://127.0.0.1:9';
  const inngest = new Inngest({
    id: 'school',
    eventKey,
    signingKey: key,
    isDev: key === '',
    logger: quiet,
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : String(input));
      return fetch(new URL(pathname + search, engineUrl), init);
    },
  });
  const handler = serve({
    client: inngest,
    functions: functionsOf(inngest),
    enableUnauthedSync: anyoneMaySync,
  });
  let server: Server = createServer(handler);
  const port = await listen(server, 0);
  const pause = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return {
    inngest,
    url: `http://127.0.0.1:${port}/api/inngest`,
    connect(url) {
      engineUrl = url;
    },
    pause,
    async resume() {
      server = createServer(handler);
      await listen(server, port);
    },
  };
}

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

export type World = Pick<App, 'inngest'> & {
  readonly app: App;
  readonly engine: InngestSandbox;
  readonly clock: ReturnType<typeof testClock>;
  readonly options: InngestSandboxOptions;
  /** Sends an event and resolves when everything that it led to has been done. */
  send(name: string, data?: Record<string, unknown>, id?: string): Promise<string>;
  /** Moves the clock and resolves when everything that became due has been done. */
  advance(ms: number): Promise<void>;
  /** Stops the engine and starts another one on the same database. */
  restart(): Promise<InngestSandbox>;
  /** The runs of one function, newest first, as the engine tells them. */
  runs(functionId: string): Promise<readonly TestRun[]>;
  stop(): Promise<void>;
};

const runsAnswer = z.object({
  data: z.array(
    z.object({
      run_id: z.string(),
      function_id: z.string(),
      status: z.string(),
      attempts: z.number(),
      output: z.unknown(),
    }),
  ),
});
type TestRun = z.infer<typeof runsAnswer>['data'][number];

/** An app and an engine that runs it under a clock of the test's own, without any chance in it. */
export async function startWorld(
  databaseUrl: string,
  functionsOf: FunctionsOf,
  given: Partial<InngestSandboxOptions> = {},
): Promise<World> {
  const clock = testClock();
  const app = await startApp(functionsOf);
  const options: InngestSandboxOptions = {
    databaseUrl,
    port: 0,
    sdkUrl: app.url,
    eventKey,
    signingKey,
    clock: clock.now,
    random: () => 0,
    syncMs: 50,
    ...given,
  };
  let engine = await startInngestSandbox(options);
  app.connect(engine.url);
  await engine.whenSynced();
  return {
    inngest: app.inngest,
    app,
    get engine() {
      return engine;
    },
    clock,
    options,
    async send(name, data = {}, id) {
      const { ids } = await app.inngest.send({ name, data, id });
      await engine.whenIdle();
      return ids[0] ?? '';
    },
    async advance(ms) {
      await engine.whenIdle();
      clock.advance(ms);
      await engine.whenIdle();
    },
    async restart() {
      await engine.stop();
      engine = await startInngestSandbox(options);
      app.connect(engine.url);
      return engine;
    },
    async runs(functionId) {
      const answer = await fetch(`${engine.url}/v1/runs?limit=200`);
      const { data } = runsAnswer.parse(await answer.json());
      return data.filter((run) => run.function_id === `school-${functionId}`);
    },
    async stop() {
      await engine.stop();
      await app.pause();
    },
  };
}

/** A world whose one function keeps what it is sent, and a way to post to its engine. */
export async function startCountingWorld(start: (functionsOf: FunctionsOf) => Promise<World>) {
  const seen: unknown[] = [];
  const started = await start((inngest) => [
    inngest.createFunction(
      { id: 'count', triggers: [{ event: 'go' }] },
      ({ event }) => void seen.push(event.data),
    ),
  ]);
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${started.engine.url}${path}`, { method: 'POST', body: text, headers });
    await started.engine.whenIdle();
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return { ...started, engine: started.engine, post, seen };
}
