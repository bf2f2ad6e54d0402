import { Hono } from 'hono';
import { booksOf } from './books.ts';
import type { Database } from './database.ts';
import { createDesk, type DeskDeps } from './desk.ts';
import type { Faults } from './faults/faults.ts';
import { faultOrder } from './faults/order.ts';
import { paceOrder } from './pace.ts';

type Deps = DeskDeps & { readonly database: Database; readonly faults: Faults };

/** The sandbox's own doors, which Stripe doesn't have: its books, its faults, its banks, its health. */
export function createControl({ database, faults, ...desk }: Deps): Hono {
  const control = new Hono();

  control.get('/_sandbox/health', async ({ json }) => {
    await database.pool.query('SELECT 1');
    return json({ status: 'ok' });
  });

  control.get('/_sandbox/ledger', async ({ json }) => json(await booksOf(database.pool)));

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

  control.get('/_sandbox/pace', ({ json }) => json(desk.pace.now()));

  control.post('/_sandbox/pace', async ({ req, json }) => {
    const order = paceOrder.safeParse(await req.json().catch(() => undefined));
    if (!order.success) return json({ error: order.error.issues }, 400);
    desk.pace.set(order.data);
    return json(desk.pace.now());
  });

  control.route('/', createDesk(desk));
  return control;
}
