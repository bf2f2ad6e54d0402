import { isDomainError } from '@halfpast/kernel';
import type { BookSessionResult } from '@halfpast/saga';
import type { Random } from '../scheduler/random.ts';
import { viewer, type World } from './world.ts';

export type Wish = { readonly tutorId: string; readonly time: Date; readonly duration: number };

const minute = 60_000;

const cards = {
  good: ['pm_card_visa', 'pm_card_mastercard'],
  declined: ['pm_card_visa_chargeDeclined', 'pm_card_visa_chargeDeclinedInsufficientFunds'],
  slowRefund: ['pm_card_pendingRefund'],
  account: ['pm_success_de', 'pm_successDelayed_de', 'pm_failed_de', 'pm_failedDelayed_de'],
};

/** What students do once their slot is held; as often as it stands here. */
const habits = [
  'pays',
  'pays',
  'pays',
  'pays in the last moment',
  'pays in the last moment',
  'pays by debit',
  'pays by debit',
  'pays after a decline',
  'pays after a challenge',
  'fails the challenge',
  'pays twice at once',
  'leaves',
  'gives up',
  'gives up while paying',
] as const;

/** A student with some wishes, some patience, and habits of their own. */
export async function student(world: World, personId: string, wishes: readonly Wish[]): Promise<void> {
  const random = world.random.fork();
  if (world.storms.rush) await attempt(world, random, personId, wishes.slice(0, 1));
  for (let nth = random.between(2, 4); nth > 0; nth -= 1) {
    await world.sleep(random.chance(0.7) ? random.below(5) * 3 * minute : random.between(0, 12 * minute));
    await attempt(world, random, personId, wishes);
  }
}

async function attempt(
  world: World,
  random: Random,
  personId: string,
  wishes: readonly Wish[],
): Promise<void> {
  const booking = await book(world, random, personId, random.pick(wishes));
  if (!booking) return;
  await goOn(world, random, { personId, booking });
  if (random.chance(0.35)) await changeMind(world, random, { personId, booking });
}

/** A student who would rather not, soon after or in the last moment. */
async function changeMind(world: World, random: Random, { personId, booking }: Payer): Promise<void> {
  await world.sleep(random.chance(0.5) ? random.below(5) * minute : random.between(0, 40 * minute));
  await cancel(world, personId, 'student', booking.sessionId);
}

async function cancel(
  world: World,
  personId: string,
  role: 'student' | 'tutor',
  sessionId: string,
): Promise<void> {
  const who = viewer(personId, role);
  await world
    .request(`${personId} asks what comes back`, ({ saga }) => saga.cancellationQuote(who, sessionId))
    .catch(() => undefined);
  await world
    .request(`${personId} cancels`, ({ communication }) =>
      communication.cancelSession(who, { id: sessionId }),
    )
    .catch(() => undefined);
}

/** A tutor who looks into the calendar now and then, and can't make it to some of the lessons. */
export async function tutor(world: World, personId: string): Promise<void> {
  const random = world.random.fork();
  for (let nth = random.between(0, 4); nth > 0; nth -= 1) {
    await world.sleep(random.chance(0.6) ? random.below(9) * 3 * minute : random.between(0, 60 * minute));
    const sessions = await world
      .request(`${personId} looks`, ({ communication }) =>
        communication.getMySessions(viewer(personId, 'tutor'), { status: 'CONFIRMED', page: { first: 10 } }),
      )
      .catch(() => []);
    if (sessions.length > 0) await cancel(world, personId, 'tutor', random.pick(sessions).sessionId);
  }
}

/** Asks until it is known what became of it, or until patience ends. */
async function book(
  world: World,
  random: Random,
  personId: string,
  wish: Wish,
): Promise<BookSessionResult | undefined> {
  const who = viewer(personId, 'student');
  const key = random.chance(0.5) ? { idempotencyKey: world.newId() } : {};
  const ask = () =>
    world.request(`${personId} books`, ({ saga }) => saga.bookSession(who, { ...wish, ...key }));
  for (let patience = random.between(1, 4); patience > 0; patience -= 1) {
    try {
      if (random.chance(0.15)) return await firstOf([ask(), ask()]);
      return await ask();
    } catch (error) {
      if (isDomainError(error, 'SLOT_UNAVAILABLE') || isDomainError(error, 'BAD_USER_INPUT'))
        return undefined;
      await world.sleep(random.between(500, 20_000));
    }
  }
  return undefined;
}

async function firstOf<T>(asked: readonly Promise<T>[]): Promise<T> {
  const results = await Promise.allSettled(asked);
  const good = results.find((result) => result.status === 'fulfilled');
  if (good) return good.value;
  throw results.find((result) => result.status === 'rejected')?.reason;
}

type Payer = { readonly personId: string; readonly booking: BookSessionResult };

async function goOn(world: World, random: Random, payer: Payer): Promise<void> {
  const { booking } = payer;
  const habit = random.pick(habits);
  world.note(`now ${habit}: ${booking.sessionId}`);
  await world.sleep(random.chance(0.5) ? random.below(4) * minute : random.between(1_000, 3 * minute));
  switch (habit) {
    case 'pays':
      return pay(world, random, booking);
    case 'pays in the last moment':
      await world.sleep(
        booking.expiresAt.getTime() - world.timeline.now().getTime() + random.between(-3_000, 3_000),
      );
      return pay(world, random, booking);
    case 'pays by debit':
      return confirm(world, booking, random.pick(cards.account));
    case 'pays after a decline':
      await confirm(world, booking, random.pick(cards.declined));
      await look(world, payer);
      return pay(world, random, booking);
    case 'pays after a challenge':
      return challenge(world, random, booking, 'passed');
    case 'fails the challenge':
      return challenge(world, random, booking, 'failed');
    case 'pays twice at once':
      await Promise.all([pay(world, random, booking), pay(world, random, booking)]);
      return;
    case 'leaves':
      return;
    case 'gives up':
      return giveUp(world, random, payer);
    case 'gives up while paying':
      await Promise.all([pay(world, random, booking), giveUp(world, random, payer)]);
      return;
  }
}

const intentIdIn = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';

/** One try to pay; what goes wrong with it, the student sees on the page. */
async function confirm(world: World, { clientSecret }: BookSessionResult, card: string): Promise<void> {
  await world
    .fromBrowser(`/v1/payment_intents/${intentIdIn(clientSecret)}/confirm`, {
      client_secret: clientSecret,
      payment_method: card,
      return_url: 'https://halfpast.test/back',
    })
    .catch(() => undefined);
}

async function pay(world: World, random: Random, booking: BookSessionResult): Promise<void> {
  const kind = random.chance(0.15) ? cards.slowRefund : cards.good;
  const tries = random.between(1, 2);
  for (let nth = 0; nth < tries; nth += 1) await confirm(world, booking, random.pick(kind));
}

async function challenge(
  world: World,
  random: Random,
  booking: BookSessionResult,
  outcome: 'passed' | 'failed',
): Promise<void> {
  await confirm(world, booking, 'pm_card_threeDSecure2Required');
  await world.sleep(random.between(1_000, 5 * minute));
  const id = intentIdIn(booking.clientSecret);
  await world
    .fromBrowser(`/_sandbox/payment_intents/${id}/authenticate`, {
      client_secret: booking.clientSecret,
      outcome,
    })
    .catch(() => undefined);
}

const look = (world: World, { personId, booking }: Payer): Promise<unknown> =>
  world
    .request(`${personId} looks`, ({ saga }) =>
      saga.checkoutOf(viewer(personId, 'student'), booking.sessionId),
    )
    .catch(() => undefined);

async function giveUp(world: World, random: Random, { personId, booking }: Payer): Promise<void> {
  await world.sleep(random.between(0, 5_000));
  await world
    .request(`${personId} gives up`, ({ saga }) =>
      saga.giveUpBooking(viewer(personId, 'student'), booking.sessionId),
    )
    .catch(() => undefined);
}
