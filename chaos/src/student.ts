import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import {
  type Answer,
  type Booked,
  book,
  cancel,
  giveUp,
  type Person,
  type Product,
  pay,
  statusOf,
} from './product.ts';

export type Visit = {
  readonly product: Product;
  readonly student: Person;
  readonly tutors: readonly [Person, ...Person[]];
  /** Times that can be booked. */
  readonly times: readonly [Date, ...Date[]];
  readonly chance: Chance;
  /** Hears what came of each request. */
  readonly tally: (what: string, answer: Answer<unknown>) => void;
  readonly signal: AbortSignal;
};

const passing = new Set(['UNAVAILABLE', 'PAYMENT_PROVIDER_UNAVAILABLE', 'INTERNAL', 'lock_timeout']);
const mostTries = 12;

/** One student's coming and going until the signal: books, and then does one of the things that students do. */
export async function visitAgainAndAgain(visit: Visit): Promise<void> {
  while (!visit.signal.aborted) {
    await visitOnce(visit);
    await sleep(visit.chance.between(100, 900));
  }
}

async function visitOnce(visit: Visit): Promise<void> {
  const { product, student, tutors, times, chance } = visit;
  const tutor = chance.pick(tutors);
  const wish = { tutorId: tutor.id, time: chance.pick(times), idempotencyKey: `wish-${chance.next()}` };
  const booked = await insist(visit, 'book', () => book(product, student, wish));
  if (booked.kind !== 'done') return;
  const lesson = booked.value;
  const does = chance.next() * 100;
  if (does < 12) return; // leaves, and comes back no more
  if (does < 22)
    return void (await insist(visit, 'give up', () => giveUp(product, student, lesson.sessionId)));
  if (does < 30) return payAndGiveUp(visit, lesson);
  if (does < 45) await insist(visit, 'declined', () => pay(product, lesson, 'pm_card_chargeDeclined'));
  if (does < 38) return; // has no other card
  const card = chance.percent(15) ? 'pm_card_pendingRefund' : 'pm_card_visa';
  const paid = await insist(visit, 'pay', () => pay(product, lesson, card));
  if (paid.kind === 'done' && chance.percent(45)) await changeOnesMind(visit, lesson, tutor);
}

/** Two tabs: one pays while the other gives up. */
async function payAndGiveUp(visit: Visit, lesson: Booked): Promise<void> {
  const { product, student, chance } = visit;
  const [first, second] = [chance.between(0, 60), chance.between(0, 60)];
  await Promise.all([
    sleep(first).then(() => insist(visit, 'pay', () => pay(product, lesson, 'pm_card_visa'))),
    sleep(second).then(() => insist(visit, 'give up', () => giveUp(product, student, lesson.sessionId))),
  ]);
}

/** Waits a while for the session, then the student, the tutor or both of them at once cancel it. */
async function changeOnesMind(visit: Visit, { sessionId }: Booked, tutor: Person): Promise<void> {
  const { product, student, chance } = visit;
  for (const deadline = Date.now() + 8_000; Date.now() < deadline; ) {
    const seen = await statusOf(product, student, sessionId);
    if (seen.kind === 'done' && seen.value === 'CONFIRMED') break;
    await sleep(250);
  }
  const who: readonly Person[] = chance.pick([[student], [student], [tutor], [student, tutor]]);
  await Promise.all(who.map((person) => insist(visit, 'cancel', () => cancel(product, person, sessionId))));
}

/** Asks the same again for as long as nobody can tell whether it was done, as people do; some lose patience. */
async function insist<T>(
  { chance, tally, signal }: Visit,
  what: string,
  request: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  for (let tries = 1; ; tries++) {
    const answer = await request();
    tally(what, answer);
    const isUnclear = answer.kind === 'lost' || (answer.kind === 'refused' && passing.has(answer.code));
    if (!isUnclear || tries === mostTries || chance.percent(8) || signal.aborted) return answer;
    await sleep(chance.between(200, 1_500));
  }
}
