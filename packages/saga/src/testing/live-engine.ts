import type { Clock } from '@halfpast/kernel';
import { newId } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { freePort, type LiveServer, listen, startInngestSandbox } from '@halfpast/sandbox';
import { Inngest } from 'inngest';
import { serve } from 'inngest/node';
import { inject } from 'vitest';
import { type DurableSaga, inngestFunctions } from '../index.ts';
import type { SagaStep } from '../use-cases/saga-step.ts';

const ourKeys = { eventKey: 'saga-event-key', signingKey: `signkey-test-${'cd'.repeat(32)}` };
const quiet = { info() {}, warn() {}, error() {}, debug() {} };

type Parts = { readonly databaseUrl: string; readonly clock: Clock };

/**
 * The Inngest SDK, on our engine, whose clock tests move; or on the server that the environment names, whose clock is
 * its own: there crons come when its minutes are over, and what sleeps looks at our clock every few seconds.
 */
export async function liveEngine({ databaseUrl, clock }: Parts) {
  const real = inject('inngestServer');
  const port = await freePort();
  const inngest = new Inngest({
    id: real ? `halfpast-${newId()}` : 'halfpast',
    isDev: false,
    logger: quiet,
    ...(real ?? { baseUrl: `http://127.0.0.1:${port}`, ...ourKeys }),
  });
  let app: LiveServer | undefined;
  let engine: Awaited<ReturnType<typeof startInngestSandbox>> | undefined;

  const startOurs = async (url: string) => {
    engine = await startInngestSandbox({
      databaseUrl,
      port,
      sdkUrl: url,
      clock,
      random: () => 0,
      syncMs: 50,
      pollMs: 100,
      ...ourKeys,
    });
    await engine.whenSynced();
  };

  return {
    inngest,
    /** Whether it can be stopped, and follows our clock. */
    isOurs: !real,
    /** Serves the functions, as the app does. @returns where */
    async serve(sagas: readonly DurableSaga[]): Promise<string> {
      const served = real ? sagas.map((saga) => sleepingByOurClock(saga, clock)) : sagas;
      const functions = inngestFunctions({ inngest, logger: silentLogger, sagas: served });
      app = await listen(serve({ client: inngest, functions }));
      return `${app.url}/api/inngest`;
    },
    /** Up, and it knows the functions. */
    async start(url: string) {
      if (!real) return startOurs(url);
      const { status } = await fetch(url, { method: 'PUT' });
      if (status !== 200) throw new Error(`The Inngest server took no functions: ${status}`);
    },
    async stop() {
      await engine?.stop();
      engine = undefined;
    },
    /** Resolves when what is due by now is done, as far as that can be known. */
    async catchUp() {
      engine?.wake();
      await engine?.whenIdle();
    },
    async end() {
      await engine?.stop();
      await app?.close();
    },
  };
}

const nap = 3_000;

const sleepingByOurClock = (saga: DurableSaga, clock: Clock): DurableSaga => ({
  ...saga,
  run: (step, data) => saga.run({ ...step, sleepUntil: napUntil(step, clock) }, data),
});

const napUntil =
  (step: SagaStep, clock: Clock): SagaStep['sleepUntil'] =>
  async (id, instant) => {
    for (let nth = 1; ; nth++) {
      const wakeAt = await step.run(`${id}-look-${nth}`, async () =>
        clock() >= new Date(instant) ? null : new Date(Date.now() + nap).toISOString(),
      );
      if (wakeAt === null) return;
      await step.sleepUntil(`${id}-${nth}`, wakeAt);
    }
  };
