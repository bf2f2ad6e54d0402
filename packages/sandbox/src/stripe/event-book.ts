import type pg from 'pg';
import type { Happening } from './domain/happening.ts';
import { intentOf } from './kinds.ts';
import { boundsOf, type Page } from './page.ts';
import { type Letter, letterOf } from './webhooks/letter.ts';

/** Why something happened: the request that an event names. */
export type Cause = { readonly requestId: string | null; readonly idempotencyKey: string | null };

type Setting = { readonly now: Date; readonly wants: (type: string) => boolean };

/** What the world is told, in the order in which it happened. */
export function eventBookOf(db: pg.Pool | pg.PoolClient, { now, wants }: Setting) {
  const letters: Letter[] = [];
  return {
    /** What happened; the webhook endpoint is to hear of it once the transaction is committed. */
    letters: letters as readonly Letter[],

    async findEvent(id: string): Promise<object | undefined> {
      const { rows } = await db.query<{ body: object }>(
        'SELECT body FROM stripe_sandbox.event WHERE id = $1',
        [id],
      );
      return rows[0]?.body;
    },

    /** As `list`; of `types` only, where `payment_intent.*` is all of a kind. */
    async listEvents(page: Page, types: readonly string[] | undefined): Promise<object[]> {
      const { rows } = await db.query<{ body: object }>(
        `SELECT body FROM stripe_sandbox.event
         WHERE ($1::text[] IS NULL OR type LIKE ANY ($1))
           AND ($2::text IS NULL OR position < (SELECT position FROM stripe_sandbox.event WHERE id = $2))
           AND ($3::text IS NULL OR position > (SELECT position FROM stripe_sandbox.event WHERE id = $3))
           AND ($4::bigint IS NULL OR created >= $4) AND ($5::bigint IS NULL OR created <= $5)
         ORDER BY position ${page.endingBefore ? 'ASC' : 'DESC'} LIMIT $6`,
        [
          types?.map((type) => type.replaceAll('_', '\\_').replaceAll('*', '%')),
          ...boundsOf(page),
          page.limit + 1,
        ],
      );
      return rows.map(({ body }) => body);
    },

    /** Writes the events down in this order. */
    async tell(happenings: readonly Happening[], cause: Cause): Promise<void> {
      const told = happenings.map((happening) =>
        letterOf(happening, {
          cause,
          now,
          lane: intentOf(happening.object) ?? happening.object.id,
          wanted: wants(happening.type),
        }),
      );
      const { rows } = await db.query<{ position: string }>({
        name: 'stripe-sandbox-tell',
        text: `INSERT INTO stripe_sandbox.event (id, payment_intent, type, created, body, state, next_attempt_at)
         SELECT id, lane, type, $6, body, state, $7
         FROM unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::text[])
           WITH ORDINALITY AS e (id, lane, type, body, state, n)
         ORDER BY n RETURNING position`,
        values: [
          told.map(({ id }) => id),
          told.map(({ lane }) => lane),
          told.map(({ type }) => type),
          told.map(({ body }) => body),
          told.map(({ wanted }) => (wanted ? 'owed' : 'not asked for')),
          Math.floor(now.getTime() / 1000),
          now,
        ],
      });
      letters.push(...told.map((letter, n) => ({ ...letter, position: Number(rows[n]?.position) })));
    },
  };
}
