import { StripeRefusal } from '../refusals.ts';
import { chanceOf } from './chance.ts';
import type { ApiFault } from './order.ts';

/** What goes wrong on purpose with requests. */
export function createApiFaults(seed: number) {
  let rules: readonly ApiFault[] = [];
  let chance = chanceOf(seed);

  return {
    set(next: readonly ApiFault[]): void {
      rules = next;
    },
    clear(): void {
      rules = [];
    },
    reseed(next: number): void {
      chance = chanceOf(next);
    },
    now: () => rules,

    /** What happens to this request: the first rule that concerns it and that chance chooses. */
    of(method: string, path: string): ApiFault | undefined {
      const chosen = rules.find(
        (rule) => concerns(rule, method, path) && chance() < rule.probability && rule.times !== 0,
      );
      if (chosen?.times === undefined) return chosen;
      const { times } = chosen;
      rules = rules.map((rule) => (rule === chosen ? { ...rule, times: times - 1 } : rule));
      return chosen;
    },
  };
}

function concerns(rule: ApiFault, method: string, path: string): boolean {
  const wanted = rule.method ?? (rule.fault === 'answer_lost' ? 'POST' : method);
  return wanted === method && path.includes(rule.path);
}

/** 429: told to slow down. Its wire type is that of a wrong request. */
export const rateLimited = (): StripeRefusal =>
  new StripeRefusal(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here: https://stripe.com/docs/rate-limits.',
  });

export const brokenOnPurpose = (): StripeRefusal =>
  new StripeRefusal(500, {
    type: 'api_error',
    message: 'An unknown error occurred. (A fault was ordered at /_sandbox/faults.)',
  });
