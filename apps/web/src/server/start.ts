import { noteAddresses } from './address.ts';
import { getApp } from './app.ts';
import { keepEnvironment } from './env.ts';

/** Starts what runs beside the requests, and ends it when the process is asked to end. */
export async function start(): Promise<void> {
  keepEnvironment();
  const { env, relay, mailer, graphql } = getApp();
  noteAddresses(env.TRUSTED_PROXIES);
  relay.start();
  await graphql();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void relay.stop().then(mailer.close));
}
