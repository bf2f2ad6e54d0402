import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Form } from '../form.ts';
import { invalidRequest, StripeRefusal } from '../refusals.ts';
import type { Call } from './call.ts';

/** An answer as it goes out; under an idempotency key it goes out the same way again. */
export type StoredAnswer = {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
};

const keptForMs = 24 * 3_600_000;

/**
 * Takes hold of the key for the rest of the transaction and answers what was stored under it, if anything. The lock goes
 * with the connection, so a killed process leaves no key in use.
 * @throws StripeRefusal 409 while another request holds the key, 400 when the key stands for another request
 */
export async function claimKey(
  client: pg.PoolClient,
  key: string,
  call: Call,
): Promise<StoredAnswer | undefined> {
  if (key.length > 255) throw invalidRequest('Idempotency keys may have at most 255 characters.');
  const lock = await client.query<{ free: boolean }>({
    name: 'stripe-sandbox-claim',
    text: "SELECT pg_try_advisory_xact_lock(hashtextextended('stripe_sandbox:' || $1, 0)) AS free",
    values: [key],
  });
  if (!lock.rows[0]?.free) throw inUse();
  const { rows } = await client.query<StoredAnswer & { fingerprint: string }>({
    name: 'stripe-sandbox-stored',
    text: `SELECT fingerprint, status, body, request_id AS "requestId" FROM stripe_sandbox.idempotent_request
     WHERE key = $1 AND created_at > $2`,
    values: [key, new Date(call.now.getTime() - keptForMs)],
  });
  const [stored] = rows;
  if (stored && stored.fingerprint !== fingerprintOf(call)) throw mismatch(key);
  return stored;
}

export async function storeAnswer(
  client: pg.PoolClient,
  key: string,
  { call, answer }: { readonly call: Call; readonly answer: StoredAnswer },
): Promise<void> {
  await client.query({
    name: 'stripe-sandbox-store',
    text: `INSERT INTO stripe_sandbox.idempotent_request (key, fingerprint, status, body, request_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
       body = excluded.body, request_id = excluded.request_id, created_at = excluded.created_at`,
    values: [key, fingerprintOf(call), answer.status, answer.body, call.requestId, call.now],
  });
}

/** Forgets the answers whose keys may be used anew. */
export const pruneAnswers = (pool: pg.Pool, now: Date): Promise<unknown> =>
  pool.query('DELETE FROM stripe_sandbox.idempotent_request WHERE created_at <= $1', [
    new Date(now.getTime() - keptForMs),
  ]);

const fingerprintOf = ({ method, path, form }: Call): string =>
  createHash('sha256')
    .update(`${method} ${path} ${JSON.stringify(sorted(form))}`)
    .digest('hex');

const sorted = (form: Form): unknown =>
  Object.entries(form)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, typeof value === 'string' ? value : sorted(value)]);

const mismatch = (key: string): StripeRefusal =>
  new StripeRefusal(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });

const inUse = (): StripeRefusal =>
  new StripeRefusal(409, {
    type: 'invalid_request_error',
    code: 'idempotency_key_in_use',
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through)',
  });
