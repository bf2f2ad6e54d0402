import { earlierOf, laterOf, plusMinutes } from '@halfpast/kernel';
import { type ApplyingDeps, applyStripeEvent } from './apply-stripe-event.ts';
import type { Round } from './open-matters.ts';
import type { Reconciliations } from './ports.ts';

type Deps = ApplyingDeps & { readonly reconciliations: Reconciliations };

/** Events younger than this are left to their webhooks. */
const marginMinutes = 1;
/** Looked up again each time: Stripe's clock is another one, and an event may show late. */
const overlapMinutes = 5;
/** How much is looked up at once. */
const windowMinutes = 6 * 60;
/** How far the first look goes back, and how long an event that can't be applied is met again; as Stripe's own retries. */
const retriedMinutes = 3 * 24 * 60;
/** Stripe keeps events for 30 days: so long may nobody have looked. */
const keptMinutes = 30 * 24 * 60;

/**
 * Looks up the events that no webhook has told of, oldest first, and applies them as a webhook would. Those that can't be
 * applied keep no other waiting, and are met again for three days.
 */
export const lookUpEvents = (deps: Deps) => async (): Promise<Round> => {
  const now = deps.clock();
  const until = plusMinutes(now, -marginMinutes);
  const known = (await deps.reconciliations.eventsUntil()) ?? plusMinutes(now, -retriedMinutes);
  let from = laterOf(plusMinutes(known, -overlapMinutes), plusMinutes(now, -keptMinutes));
  let round: Round = { looked: 0, mended: 0 };
  let failedAt: Date | undefined;
  while (from < until) {
    const end = earlierOf(plusMinutes(from, windowMinutes), until);
    const window = await lookUpWindow(deps, from, end);
    round = { looked: round.looked + window.looked, mended: round.mended + window.mended };
    failedAt ??= window.failedAt;
    await deps.reconciliations.moveEventsUntil(failedAt ?? end);
    from = end;
  }
  return round;
};

async function lookUpWindow(deps: Deps, from: Date, until: Date): Promise<Round & { failedAt?: Date }> {
  const events = await deps.gateway.listEvents(from, until);
  const unheard = await deps.reconciliations.unheard(events.map(({ event }) => event.eventId));
  let mended = 0;
  let failedAt: Date | undefined;
  for (const { event, createdAt } of events) {
    if (!unheard.has(event.eventId)) continue;
    const outcome = await applyStripeEvent(deps)(event).catch((error: unknown) => {
      const { eventId, type } = event;
      deps.logger.error(
        { err: error, eventId, type },
        'An event that was looked up could not be applied yet',
      );
      if (createdAt > plusMinutes(deps.clock(), -retriedMinutes)) failedAt ??= createdAt;
      return 'FAILED';
    });
    if (outcome === 'APPLIED') mended += 1;
  }
  return { looked: events.length, mended, ...(failedAt && { failedAt }) };
}
