import { paymentEventData } from '@halfpast/payment';
import { describe, expect, it } from 'vitest';
import { onCron, onEvent } from './durable-saga.ts';
import type { SagaStep } from './use-cases/saga-step.ts';

const step: SagaStep = {
  run: (_, work) => work(),
  sleepUntil: () => Promise.resolve(),
  sendEvents: () => Promise.resolve(),
};
const id = '019a0000-0000-7000-8000-000000000001';

const aSaga = () => {
  const ran: unknown[] = [];
  const saga = onEvent('payment/completed', {
    id: 'a-saga',
    name: 'A saga',
    schema: paymentEventData,
    run: async (_, data) => void ran.push(data),
  });
  return { saga, ran };
};

describe('a saga on an event', () => {
  it('is given what the schema of the event says, and no more', async () => {
    const { saga, ran } = aSaga();
    await saga.run(step, { paymentId: id, sessionId: id, amount: 1 });
    expect(ran).toEqual([{ paymentId: id, sessionId: id }]);
  });

  it.each([undefined, {}, { paymentId: 'x', sessionId: id }, { paymentId: id, sessionId: 12 }])(
    'refuses %j once and for all',
    async (data) => {
      const { saga, ran } = aSaga();
      await expect(saga.run(step, data)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(ran).toEqual([]);
    },
  );
});

it('a saga on a cron needs no event', async () => {
  let ran = 0;
  const saga = onCron('* * * * *', { id: 'a-cron', name: 'A cron', run: async () => void ran++ });
  await saga.run(step);
  expect([ran, saga.trigger]).toEqual([1, { cron: '* * * * *' }]);
});
