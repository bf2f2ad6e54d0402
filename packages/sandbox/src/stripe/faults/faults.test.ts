import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFaults } from './faults.ts';
import { faultOrder } from './order.ts';

const faultsWith = (order: object) => {
  const faults = createFaults();
  faults.set(faultOrder.parse(order));
  return faults;
};

describe('chance', () => {
  it('decides the same again under the same seed, and something else under another', () => {
    const decisions = (seed: number) => {
      const faults = faultsWith({
        seed,
        webhooks: { chance: { drop: 0.3, duplicate: 0.3, late: 0.5, reorder: 0.3 } },
        api: [
          { fault: '500', path: '/confirm', probability: 0.5 },
          { fault: 'answer_lost', probability: 0.4 },
        ],
      });
      return Array.from({ length: 40 }, (_, nth) => [
        faults.webhooks.fate(),
        faults.api.of('POST', nth % 2 ? '/v1/payment_intents/pi_1/confirm' : '/v1/refunds')?.fault,
      ]);
    };
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, other) => {
        expect(decisions(seed)).toEqual(decisions(seed));
        if (seed !== other) expect(decisions(seed)).not.toEqual(decisions(other));
      }),
      { numRuns: 30 },
    );
  });

  it('of events does not depend on how many requests there are', () => {
    const fates = (requests: number) => {
      const faults = faultsWith({
        seed: 7,
        webhooks: { chance: { late: 0.5 }, late_ms: 900 },
        api: [{ fault: '429', probability: 0.5 }],
      });
      for (let nth = 0; nth < requests; nth++) faults.api.of('GET', '/v1/events');
      return Array.from({ length: 20 }, () => faults.webhooks.fate().lateMs);
    };
    expect(fates(0)).toEqual(fates(9));
    expect(Math.max(...fates(0))).toBeLessThanOrEqual(900);
  });

  it('keeps to its probability', () => {
    const faults = faultsWith({ seed: 1, webhooks: { chance: { drop: 0.25 } } });
    const dropped = Array.from({ length: 4_000 }, () => faults.webhooks.fate()).filter(
      (fate) => fate.dropped,
    );
    expect(dropped.length).toBeGreaterThan(850);
    expect(dropped.length).toBeLessThan(1_150);
  });
});

describe('a fault of the API', () => {
  it('happens as often as it was ordered, where it was ordered', () => {
    const { api } = faultsWith({ api: [{ fault: '500', path: '/refunds', method: 'POST', times: 2 }] });
    const of = (method: string, path: string) => api.of(method, path)?.fault;
    expect([of('GET', '/v1/refunds'), of('POST', '/v1/charges')]).toEqual([undefined, undefined]);
    expect([1, 2, 3].map(() => of('POST', '/v1/refunds'))).toEqual(['500', '500', undefined]);
  });

  it('loses answers of POSTs only, unless told otherwise', () => {
    const { api } = faultsWith({ api: [{ fault: 'answer_lost' }] });
    expect([api.of('GET', '/v1/events'), api.of('POST', '/v1/refunds')?.fault]).toEqual([
      undefined,
      'answer_lost',
    ]);
  });

  it('may be ordered in short', () => {
    const { api } = faultsWith({ api: { status: 429, answer_lost: 1, path: '/x' } });
    expect(['/x', '/x', '/x', '/y'].map((path) => api.of('POST', path)?.fault)).toEqual([
      '429',
      'answer_lost',
      undefined,
      undefined,
    ]);
    expect(faultsWith({ api: {} }).api.now()).toEqual([]);
  });
});

it('ends with all others', () => {
  const faults = faultsWith({
    webhooks: { delay_ms: 5, reorder: true, chance: { drop: 1 } },
    api: [{ fault: '429' }],
  });
  faults.clear();
  expect(faults.now()).toMatchObject({ webhooks: {}, api: [] });
  expect(faults.webhooks.fate()).toEqual({ dropped: false, twice: false, lateMs: 0, overtakes: false });
  expect([faults.webhooks.delayMs, faults.webhooks.reorder]).toEqual([0, false]);
});
