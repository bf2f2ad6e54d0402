import { getApp } from './app.ts';

/** Starts what runs beside the requests, and ends it when the process is asked to end. */
export async function start(): Promise<void> {
  const { relay, mailer, graphql } = getApp();
  relay.start();
  await graphql();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void relay.stop().then(mailer.close));
}
