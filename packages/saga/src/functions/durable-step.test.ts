import { DomainError, errorCodes } from '@halfpast/kernel';
import { NonRetriableError } from 'inngest';
import { describe, expect, it } from 'vitest';
import { durable } from './durable-step.ts';

const sent: object[] = [];
const step = durable({
  run: (_, work) => work(),
  sleepUntil: () => Promise.resolve(),
  sendEvent: async (...given) => void sent.push(given),
});
const later = ['PAYMENT_PROVIDER_UNAVAILABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL'];

describe('a durable step', () => {
  it('hands back what was done', async () => {
    expect(await step.run('work', async () => 'DONE')).toBe('DONE');
  });

  it.each(errorCodes)('decides whether %s is tried again', async (code) => {
    const error = await step
      .run('work', () => Promise.reject(new DomainError(code, 'no')))
      .catch((thrown: unknown) => thrown);
    expect(error instanceof NonRetriableError).toBe(!later.includes(code));
  });

  it('sleeps and sends', async () => {
    await step.sleepUntil('wait', '2026-11-25T12:00:00.000Z');
    const events = [{ name: 'booking/requested', data: { bookingId: 'b-1' } }];
    await step.sendEvents('start-again', events);
    expect(sent).toEqual([['start-again', events]]);
  });

  it('has anything unforeseen tried again', async () => {
    const error = new Error('the network is down');
    await expect(step.run('work', () => Promise.reject(error))).rejects.toBe(error);
  });
});
