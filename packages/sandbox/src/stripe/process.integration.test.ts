import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { createTestDatabase, freePort } from '../postgres/testing.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/world.ts';

const main = path.join(import.meta.dirname, '..', 'main-stripe.ts');
const secret = 'whsec_test_secret';

let children: ChildProcess[] = [];
let receiver: Receiver | undefined;
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await receiver?.stop();
  receiver = undefined;
});

async function aProcess(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: path.dirname(main),
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return child;
}

async function aRunningSandbox() {
  receiver = await startReceiver(secret);
  const port = await freePort();
  const env = {
    SANDBOX_DATABASE_URL: await createTestDatabase(inject('postgresUrl')),
    STRIPE_SANDBOX_PORT: String(port),
    STRIPE_WEBHOOK_URL: receiver.url,
    STRIPE_WEBHOOK_SECRET: secret,
  };
  const start = async () => {
    const child = await aProcess(env);
    await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/_sandbox/health`), {
      timeout: 20_000,
      interval: 100,
    });
    return child;
  };
  return { start, stripe: sdkFor(`http://127.0.0.1:${port}`), receiver };
}

describe('the process of the Stripe sandbox', () => {
  it('loses nothing when it is killed: no payment, and no webhook that it owes', async () => {
    const { start, stripe, receiver } = await aRunningSandbox();
    const first = await start();
    receiver.answers.push(500);
    const { id } = await stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }, { idempotencyKey: 'k' });
    await vi.waitFor(() => expect(receiver.types(id)).toEqual(['payment_intent.created']));
    first.kill('SIGKILL');
    await once(first, 'exit');

    const second = await start();

    await vi.waitFor(
      () =>
        expect(receiver.types(id).slice(1)).toEqual([
          'payment_intent.created',
          'charge.succeeded',
          'payment_intent.succeeded',
        ]),
      { timeout: 10_000 },
    );
    const replayed = await stripe.paymentIntents.confirm(
      id,
      { payment_method: 'pm_card_visa' },
      { idempotencyKey: 'k' },
    );
    expect(replayed).toMatchObject({ id, status: 'succeeded' });
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('ends with its parent', async () => {
    const { start } = await aRunningSandbox();
    const child = await start();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('does not start without what it needs, and names it', async () => {
    const child = await aProcess({});
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(said).toContain('SANDBOX_DATABASE_URL');
  });
});
