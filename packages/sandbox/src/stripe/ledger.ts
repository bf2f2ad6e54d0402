import type pg from 'pg';
import type Stripe from 'stripe';
import { type Means, meansOf } from './domain/payment-method.ts';
import { eventBookOf } from './event-book.ts';
import { intentOf, type Kind, type Kinds } from './kinds.ts';
import { boundsOf, type Page } from './page.ts';

/** What a bank has still to say something about. */
export type Unsettled = Stripe.PaymentIntent | Stripe.Refund | Stripe.Dispute;

export type Entry = {
  readonly object: Kinds[Kind];
  /** Only of a payment method: the number decides what the test card or account does. */
  readonly number?: string;
  /** When a bank says more of it; it is kept while the object's status stays. */
  readonly settlesAt?: Date | undefined;
};

export type Ledger = ReturnType<typeof ledgerOf>;

/**
 * The sandbox's books, read and written through one connection; inside a transaction, all or nothing. What every payment
 * asks has a name, so that PostgreSQL plans it once.
 */
export function ledgerOf(db: pg.Pool | pg.PoolClient, now: Date, wants = everything) {
  const find = async <K extends Kind>(kind: K, id: string, lock = ''): Promise<Kinds[K] | undefined> => {
    const { rows } = await db.query<{ body: Kinds[K] }>({
      name: `stripe-sandbox-find${lock}`,
      text: `SELECT body FROM stripe_sandbox.object WHERE id = $1 AND kind = $2 ${lock}`,
      values: [id, kind],
    });
    return rows[0]?.body;
  };

  return {
    now,
    ...eventBookOf(db, { now, wants }),

    find: <K extends Kind>(kind: K, id: string) => find(kind, id),

    /** The intent, which nobody else changes until this transaction ends. */
    lockIntent: (id: string) => find('payment_intent', id, 'FOR UPDATE'),

    /** What waits for a bank, unless it is settled by now; nobody else touches its payment until this transaction ends. */
    async lockUnsettled(id: string): Promise<Unsettled | undefined> {
      const unsettled = `SELECT body FROM stripe_sandbox.object WHERE id = $1 AND settles_at IS NOT NULL`;
      const { rows } = await db.query<{ body: Unsettled }>(unsettled, [id]);
      if (!rows[0]) return undefined;
      await find('payment_intent', intentOf(rows[0].body) ?? '', 'FOR UPDATE');
      return (await db.query<{ body: Unsettled }>(unsettled, [id])).rows[0]?.body;
    },

    /** What the payment method of this id is and does. */
    async findMeans(id: string): Promise<Means | undefined> {
      const { rows } = await db.query<{ body: Stripe.PaymentMethod; card_number: string }>(
        `SELECT body, card_number FROM stripe_sandbox.object WHERE id = $1 AND kind = 'payment_method'`,
        [id],
      );
      return rows[0] && meansOf(rows[0].body, rows[0].card_number);
    },

    /** The disputes of a charge, oldest first; most charges have none, and are asked for none. */
    async disputesOf({ id, disputed }: Stripe.Charge): Promise<Stripe.Dispute[]> {
      if (!disputed) return [];
      const { rows } = await db.query<{ body: Stripe.Dispute }>(
        `SELECT body FROM stripe_sandbox.object WHERE kind = 'dispute' AND body->>'charge' = $1 ORDER BY position`,
        [id],
      );
      return rows.map(({ body }) => body);
    },

    /** Everything of a kind, oldest first. */
    async all<K extends Kind>(kind: K): Promise<Kinds[K][]> {
      const { rows } = await db.query<{ body: Kinds[K] }>(
        'SELECT body FROM stripe_sandbox.object WHERE kind = $1 ORDER BY position',
        [kind],
      );
      return rows.map(({ body }) => body);
    },

    /** Newest first, one more than the page holds if there is more. */
    async list<K extends Kind>(kind: K, page: Page): Promise<Kinds[K][]> {
      const { rows } = await db.query<{ body: Kinds[K] }>(
        `SELECT body FROM stripe_sandbox.object o
         WHERE kind = $1 AND ($2::text IS NULL OR payment_intent = $2)
           AND ($3::text IS NULL OR body->>'charge' = $3)
           AND ($4::text IS NULL OR position < (SELECT position FROM stripe_sandbox.object WHERE id = $4))
           AND ($5::text IS NULL OR position > (SELECT position FROM stripe_sandbox.object WHERE id = $5))
           AND ($6::bigint IS NULL OR (body->>'created')::bigint >= $6)
           AND ($7::bigint IS NULL OR (body->>'created')::bigint <= $7)
         ORDER BY position ${page.endingBefore ? 'ASC' : 'DESC'} LIMIT $8`,
        [kind, page.paymentIntent, page.charge, ...boundsOf(page), page.limit + 1],
      );
      return rows.map(({ body }) => body);
    },

    async save(...entries: readonly Entry[]): Promise<void> {
      await db.query({
        name: 'stripe-sandbox-save',
        text: `INSERT INTO stripe_sandbox.object (id, kind, payment_intent, body, card_number, settles_at)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::timestamptz[])
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, settles_at = CASE
           WHEN excluded.settles_at IS NULL AND excluded.body->>'status' = object.body->>'status' THEN object.settles_at
           ELSE excluded.settles_at END`,
        values: [
          entries.map(({ object }) => object.id),
          entries.map(({ object }) => object.object),
          entries.map(({ object }) => intentOf(object)),
          entries.map(({ object }) => JSON.stringify(object)),
          entries.map(({ number }) => number ?? null),
          entries.map(({ settlesAt }) => settlesAt ?? null),
        ],
      });
    },
  };
}

const everything = (_type: string): boolean => true;
