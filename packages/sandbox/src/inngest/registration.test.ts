import { describe, expect, it } from 'vitest';
import { parseRegistration, startedBy, UnsupportedFeature } from './registration.ts';

const runtime = { type: 'http', url: 'http://127.0.0.1:3000/api/inngest?fnId=school-book&stepId=step' };
const fn = (given: object = {}) => ({
  id: 'school-book',
  name: 'book',
  triggers: [{ event: 'go' }],
  steps: { step: { runtime, retries: { attempts: 2 } } },
  ...given,
});
const parse = (...functions: object[]) => parseRegistration({ appName: 'school', functions });

describe('a registration', () => {
  it('is read', () => {
    const { app, functions } = parse(
      fn({ concurrency: [{ limit: 3 }], triggers: [{ event: 'go' }, { cron: '0 3 * * *' }] }),
    );
    expect(app).toBe('school');
    expect(functions).toEqual([
      {
        id: 'school-book',
        name: 'book',
        url: runtime.url,
        retries: 2,
        limit: 3,
        events: [{ name: 'go', expression: null }],
        crons: ['0 3 * * *'],
      },
    ]);
  });

  it('gives a function that says nothing four retries and any number of calls', () => {
    expect(parse(fn({ steps: { step: { runtime } } })).functions[0]).toMatchObject({
      retries: 4,
      limit: null,
    });
    expect(parse(fn({ concurrency: 5 })).functions[0]?.limit).toBe(5);
    expect(parse(fn({ concurrency: { limit: 1, scope: 'fn' } })).functions[0]?.limit).toBe(1);
  });

  it('has a fingerprint that changes with it', () => {
    expect(parse(fn()).fingerprint).toBe(parse(fn()).fingerprint);
    expect(parse(fn()).fingerprint).not.toBe(parse(fn({ triggers: [{ event: 'stop' }] })).fingerprint);
  });

  it.each([
    ['throttle', { throttle: { limit: 1 } }],
    ['the trigger {"cron":"0 3 * * *","jitter":"5m"}', { triggers: [{ cron: '0 3 * * *', jitter: '5m' }] }],
    ['the trigger "shop/*"', { triggers: [{ event: 'shop/*' }] }],
    ['has not five fields', { triggers: [{ cron: 'often' }] }],
    ['goes beyond the expressions', { triggers: [{ event: 'go', expression: 'event.data.list.exists(x)' }] }],
    ['concurrency [{"limit":1},{"limit":2}]', { concurrency: [{ limit: 1 }, { limit: 2 }] }],
    ['concurrency {"limit":0}', { concurrency: { limit: 0 } }],
  ])('is refused for %s', (message, given) => {
    expect(() => parse(fn(given))).toThrow(UnsupportedFeature);
    expect(() => parse(fn(given))).toThrow(message);
  });
});

it('starts the functions whose trigger and condition an event fits', () => {
  const { functions } = parse(
    fn({ id: 'any' }),
    fn({ id: 'big', triggers: [{ event: 'go', expression: 'event.data.amount > 5' }] }),
    fn({ id: 'other', triggers: [{ event: 'stop' }] }),
  );
  const ids = (amount: number) => startedBy(functions, { name: 'go', data: { amount } }).map(({ id }) => id);
  expect(ids(5)).toEqual(['any']);
  expect(ids(6)).toEqual(['any', 'big']);
});
