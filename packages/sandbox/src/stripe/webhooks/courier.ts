import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.ts';
import type { WebhookFaults } from '../faults/webhook-faults.ts';
import type { Letter } from './letter.ts';
import { signatureOf } from './signature.ts';

/** Seconds to wait after the first, second, … failure; after the last one the event is given up, some three days later. */
const retryDelays: readonly number[] = [1, 5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400];

/** An event that keeps failing must not hold back the rest of its intent for days. */
const failuresThatHoldTheLine = 3;

const answerWithinMs = 20_000;

type Options = {
  readonly database: Database;
  readonly url: string;
  readonly secret: string;
  readonly clock: () => Date;
  readonly faults: WebhookFaults;
  readonly delays?: readonly number[] | undefined;
  /** How long to sleep at most: a clock that somebody sets may be past the next attempt long before a timer is. */
  readonly atMostMs?: number;
};

type Lane = { readonly letters: Letter[]; running?: Promise<void>; timer?: NodeJS.Timeout };

/**
 * Carries events to the webhook endpoint: those of one intent in order, those of different intents side by side. What is
 * owed stands in the database, so a new courier goes on where a killed one stopped.
 */
export function createCourier(options: Options) {
  const { database, url, secret, clock, faults, delays = retryDelays, atMostMs = 86_400_000 } = options;
  const lanes = new Map<string, Lane>();
  const stopped = new AbortController();

  /** Sends letters that were just written down. */
  function send(written: readonly Letter[]): void {
    const letters = written.filter(({ wanted }) => wanted).flatMap(fated);
    for (const letter of letters) {
      const lane = lanes.get(letter.lane) ?? { letters: [] };
      lanes.set(letter.lane, lane);
      lane.letters.push(letter);
      lane.letters.sort((a, b) => a.position - b.position);
    }
    for (const id of new Set(letters.map(({ lane }) => lane))) run(id);
  }

  /** The letter as chance will have it; none if it is never to arrive. */
  function fated(letter: Letter): Letter[] {
    const fate = faults.fate();
    if (fate.dropped) {
      void conclude(letter, 'dropped', 'dropped by a fault').catch(() => {});
      return [];
    }
    return [{ ...letter, fate, nextAttemptAt: new Date(letter.nextAttemptAt.getTime() + fate.lateMs) }];
  }

  function run(id: string): void {
    const lane = lanes.get(id);
    if (!lane || lane.running || stopped.signal.aborted) return;
    clearTimeout(lane.timer);
    lane.running = walk(lane).then(
      () => rest(id, lane),
      () => rest(id, lane, 1_000), // the database is away: what we couldn't write down is tried again
    );
  }

  function rest(id: string, lane: Lane, atLeastMs = 0): void {
    delete lane.running;
    if (lane.letters.length === 0) {
      lanes.delete(id);
    } else if (!stopped.signal.aborted) {
      const dueAt = Math.min(...inLine(lane).map(({ nextAttemptAt }) => nextAttemptAt.getTime()));
      const sleepMs = Math.min(dueAt - clock().getTime(), atMostMs);
      lane.timer = setTimeout(() => run(id), Math.max(sleepMs, atLeastMs));
    }
  }

  async function walk(lane: Lane): Promise<void> {
    for (let letter = due(lane); letter; letter = due(lane)) {
      const after = await deliver(letter);
      const at = lane.letters.indexOf(letter);
      if (after) lane.letters[at] = after;
      else lane.letters.splice(at, 1);
      if (stopped.signal.aborted) return;
    }
  }

  const due = (lane: Lane): Letter | undefined => {
    const letters = inLine(lane).filter(({ nextAttemptAt }) => nextAttemptAt <= clock());
    if (faults.reorder) return letters.at(-1);
    return letters.findLast(({ fate }) => fate?.overtakes) ?? letters[0];
  };

  /** Those that may go now or when their time comes: not past one that is still being tried in quick succession. */
  const inLine = ({ letters }: Lane): Letter[] => {
    const held = faults.reorder
      ? -1
      : letters.findIndex(
          ({ attempts, nextAttemptAt }) =>
            attempts > 0 && attempts < failuresThatHoldTheLine && nextAttemptAt > clock(),
        );
    return held === -1 ? letters : letters.slice(0, held + 1);
  };

  /** One attempt. Answers the letter as it is owed from now on; nothing if it isn't owed any more. */
  async function deliver(letter: Letter): Promise<Letter | undefined> {
    const fate = faults.next();
    if (fate.dropped) return conclude(letter, 'dropped', 'dropped by a fault');
    if (faults.delayMs) await sleep(faults.delayMs, undefined, { signal: stopped.signal }).catch(() => {});
    const answer = await post(letter);
    if (stopped.signal.aborted) return letter;
    if (fate.twice || letter.fate?.twice) await post(letter);
    if (answer.ok) return conclude(letter, 'delivered', answer.text);
    const delay = delays[letter.attempts];
    if (delay === undefined) return conclude(letter, 'given up', answer.text);
    const owed = {
      ...letter,
      attempts: letter.attempts + 1,
      nextAttemptAt: new Date(clock().getTime() + delay * 1_000),
    };
    await database.hasty.query(
      'UPDATE stripe_sandbox.event SET attempts = $2, next_attempt_at = $3, last_answer = $4 WHERE id = $1',
      [owed.id, owed.attempts, owed.nextAttemptAt, answer.text],
    );
    return owed;
  }

  async function post(letter: Letter): Promise<{ ok: boolean; text: string }> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: letter.body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureOf(letter.body, secret, clock()),
        },
        redirect: 'manual',
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(answerWithinMs)]),
      });
      await answer.arrayBuffer();
      return { ok: answer.ok, text: String(answer.status) };
    } catch (error) {
      return { ok: false, text: error instanceof Error ? error.message : String(error) };
    }
  }

  async function conclude(letter: Letter, state: string, answer: string): Promise<undefined> {
    await database.hasty.query(
      'UPDATE stripe_sandbox.event SET state = $2, attempts = $3, last_answer = $4 WHERE id = $1',
      [letter.id, state, letter.attempts + 1, answer],
    );
  }

  return {
    send,

    /** What an earlier courier still owes. */
    async owed(): Promise<Letter[]> {
      const { rows } = await database.pool.query<Letter & { position: string }>(
        `SELECT id, position, payment_intent AS lane, type, true AS wanted, body::text, attempts, next_attempt_at AS "nextAttemptAt"
         FROM stripe_sandbox.event WHERE state = 'owed' ORDER BY position`,
      );
      return rows.map((row) => ({ ...row, position: Number(row.position) }));
    },

    async stop(): Promise<void> {
      stopped.abort();
      for (const lane of lanes.values()) clearTimeout(lane.timer);
      await Promise.all([...lanes.values()].map(({ running }) => running));
    },
  };
}
