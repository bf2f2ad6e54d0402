import { describe, expect, it } from 'vitest';
import { opsSchema, readOps } from './protocol.ts';

const now = new Date('2026-03-02T10:00:00Z');
const read = (...ops: object[]) => readOps(opsSchema.parse(ops), now);

describe('the operations of an answer', () => {
  it('may be a single one', () => {
    expect(opsSchema.parse({ id: 'a', op: 'StepRun' })).toHaveLength(1);
  });

  it('save a step that succeeded, as null when it returned nothing', () => {
    expect(read({ id: 'a', op: 'StepRun', displayName: 'book', name: 'x' }).done).toEqual([
      { id: 'a', name: 'book', op: 'StepRun', status: 'DONE', state: { type: 'data', data: null } },
    ]);
  });

  it('save a step that failed for good, with its error', () => {
    expect(
      read(
        { id: 'a', op: 'StepFailed', name: 'book', error: { message: 'no' } },
        { id: 'b', op: 'StepFailed' },
      ).done,
    ).toEqual([
      {
        id: 'a',
        name: 'book',
        op: 'StepFailed',
        status: 'FAILED',
        state: { type: 'error', error: { message: 'no' } },
      },
      { id: 'b', name: 'b', op: 'StepFailed', status: 'FAILED', state: { type: 'error', error: null } },
    ]);
  });

  it('name the step that is to be tried again', () => {
    expect(read({ id: 'a', op: 'StepError' }).failing).toEqual({
      id: 'a',
      name: 'a',
      op: 'StepRun',
      error: null,
    });
  });

  it('plan, sleep and wait', () => {
    const until = new Date('2026-03-02T10:01:00Z');
    const { pending } = read(
      { id: 'a', op: 'StepPlanned' },
      { id: 'b', op: 'Sleep', name: '1m' },
      { id: 'c', op: 'Sleep', name: 'nap', opts: { duration: '1m' } },
      { id: 'd', op: 'WaitForEvent', name: 'paid', opts: { timeout: '1m', if: 'async.data.on' } },
      { id: 'e', op: 'WaitForEvent', name: 'paid', opts: { timeout: '1m' } },
    );
    expect(pending).toMatchObject([
      { status: 'PLANNED' },
      { status: 'SLEEPING', until },
      { status: 'SLEEPING', until },
      { status: 'WAITING', awaitedEvent: 'paid', expression: 'async.data.on', until },
      { status: 'WAITING', until },
    ]);
  });

  it('end the run', () => {
    expect(read({ id: 'a', op: 'RunComplete', data: 7 }).completed).toEqual({ data: 7 });
    expect(read({ id: 'a', op: 'RunComplete' }).completed).toEqual({ data: null });
  });

  it('may be none that means anything', () => {
    expect(read({ id: 'a', op: 'DiscoveryRequest' })).toEqual({ done: [], pending: [] });
  });

  it('are named when the engine lacks them', () => {
    expect(read({ id: 'a', op: 'AIGateway' }).unsupported).toBe('AIGateway');
  });

  it.each([
    { id: 'a', op: 'Sleep', name: 'a while' },
    { id: 'a', op: 'Sleep' },
    { id: 'a', op: 'WaitForEvent', name: 'paid' },
    { id: 'a', op: 'WaitForEvent', opts: { timeout: '1m', if: 'size(async.data) > 1' } },
    { id: 'a', op: 'WaitForEvent', name: 'paid', opts: { timeout: '1m', if: 7 } },
  ])('are refused when they can not be read: %j', (op) => {
    expect(() => read(op)).toThrow();
  });
});
