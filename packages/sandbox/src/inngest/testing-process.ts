import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eventKey, signingKey } from './testing.ts';

export type EngineProcess = ChildProcess & {
  /** Ends it as a power cut would, and resolves when it is gone. */
  killHard(): Promise<void>;
};

/** Starts the engine as a process of its own, as `npm start` does, and resolves when it listens. */
export async function spawnEngine(databaseUrl: string, port: number, sdkUrl: string): Promise<EngineProcess> {
  const child = fork(path.join(import.meta.dirname, '..', 'main-inngest.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      SANDBOX_DATABASE_URL: databaseUrl,
      INNGEST_SANDBOX_PORT: `${port}`,
      INNGEST_SDK_URL: sdkUrl,
      INNGEST_EVENT_KEY: eventKey,
      INNGEST_SIGNING_KEY: signingKey,
    },
  });
  if (child.stdout) await once(child.stdout, 'data');
  return Object.assign(child, {
    async killHard() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  });
}
