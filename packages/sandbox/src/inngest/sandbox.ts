import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { openCatalog } from './catalog.ts';
import { openDatabase } from './database.ts';
import { type Engine, startEngine } from './engine.ts';
import { createIntake } from './events.ts';
import { createExecutor } from './executor.ts';
import { createReader } from './reader.ts';
import { connectSdk } from './sdk.ts';
import { createServer } from './server.ts';
import { createStore } from './store.ts';
import { keepInSync } from './sync.ts';

export type InngestSandboxOptions = {
  readonly databaseUrl: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The app's serve endpoint, which is asked to register; without it apps come by themselves. */
  readonly sdkUrl?: string | undefined;
  readonly eventKey?: string;
  readonly signingKey?: string;
  readonly clock?: () => Date;
  readonly random?: () => number;
  readonly pollMs?: number;
  readonly leaseMs?: number;
  readonly syncMs?: number;
  readonly concurrency?: number;
  readonly checkpointing?: boolean;
  readonly onError?: (error: unknown) => void;
};

export type InngestSandbox = Pick<Engine, 'wake' | 'whenIdle'> & {
  readonly url: string;
  /** Resolves once the app that it asks has registered its functions. */
  whenSynced(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts an engine that speaks Inngest's protocol and keeps everything it knows in Postgres. Binds the loopback interface only. */
export async function startInngestSandbox(options: InngestSandboxOptions): Promise<InngestSandbox> {
  const { databaseUrl, port, sdkUrl, eventKey, signingKey } = options;
  const { clock = () => new Date(), random = Math.random, pollMs = 1_000, leaseMs = 10_000 } = options;
  const { syncMs = 5_000, concurrency = 16, checkpointing = true, onError = () => {} } = options;
  const database = await openDatabase(databaseUrl, 10);
  const store = createStore(database, { owner: randomUUID(), leaseMs });
  const catalog = await openCatalog(database, clock);
  const sdk = connectSdk(sdkUrl, signingKey);
  const wake = () => engine.wake();
  const intake = createIntake({ database, store, catalog, clock, wake });
  const execute = createExecutor({ store, catalog, intake, sdk, clock, random, checkpointing, wake });
  const limitOf = (functionId: string) => catalog.find(functionId)?.limit ?? null;
  const reader = createReader(database);
  const server = createServer({
    store,
    catalog,
    intake,
    reader,
    clock,
    eventKey,
    signingKey,
    onRegistered: wake,
    onError,
  });
  const listening = await listen(server.fetch, port);
  const engine = startEngine({
    database,
    store,
    execute,
    limitOf,
    clock,
    concurrency,
    leaseMs,
    pollMs,
    onError,
  });
  const sync = sdkUrl === undefined ? undefined : keepInSync(sdk, syncMs, onError);
  let stopping: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${listening.port}`,
    wake,
    whenIdle: engine.whenIdle,
    whenSynced: async () => sync?.first,
    stop() {
      stopping ??= (async () => {
        sync?.stop();
        await engine.stop();
        await listening.close();
        await database.close();
      })();
      return stopping;
    },
  };
}

const listen = (fetch: Parameters<typeof serve>[0]['fetch'], port: number) =>
  new Promise<{ port: number; close(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
