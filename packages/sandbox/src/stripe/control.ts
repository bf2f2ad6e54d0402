import { Hono } from 'hono';
import type { Database } from './database.ts';
import { type Faults, faultOrder } from './faults.ts';
import { ledgerOf } from './ledger.ts';

type Deps = { readonly database: Database; readonly faults: Faults; readonly clock: () => Date };

/** The sandbox's own doors, which Stripe doesn't have: its books, its faults, its health. */
export function createControl({ database, faults, clock }: Deps): Hono {
  const control = new Hono();

  control.get('/_sandbox/health', async ({ json }) => {
    await database.pool.query('SELECT 1');
    return json({ status: 'ok' });
  });

  control.get('/_sandbox/ledger', async ({ json }) => {
    const ledger = ledgerOf(database.pool, clock());
    const [payment_intents, charges, refunds] = await Promise.all([
      ledger.all('payment_intent'),
      ledger.all('charge'),
      ledger.all('refund'),
    ]);
    return json({ payment_intents, charges, refunds });
  });

  control.get('/_sandbox/faults', ({ json }) => json(faults.now()));

  control.post('/_sandbox/faults', async ({ req, json }) => {
    const order = faultOrder.safeParse(await req.json().catch(() => undefined));
    if (!order.success) return json({ error: order.error.issues }, 400);
    faults.set(order.data);
    return json(faults.now());
  });

  control.delete('/_sandbox/faults', ({ json }) => {
    faults.clear();
    return json(faults.now());
  });

  return control;
}
