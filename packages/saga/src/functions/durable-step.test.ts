import { DomainError, errorCodes } from '@halfpast/kernel';
import { NonRetriableError } from 'inngest';
import { describe, expect, it } from 'vitest';
import { durable } from './durable-step.ts';

const step = durable({ run: (_, work) => work() });
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

  it('has anything unforeseen tried again', async () => {
    const error = new Error('the network is down');
    await expect(step.run('work', () => Promise.reject(error))).rejects.toBe(error);
  });
});
