import { describe, expect, it } from 'vitest';
import { type GraphContext, loaderPerRequest } from './context.ts';

const aLoader = () => {
  const asked: (readonly string[])[] = [];
  const loader = loaderPerRequest(
    async (ids, { viewer }) => {
      asked.push(ids);
      return ids
        .filter((id) => id !== 'unknown')
        .reverse()
        .map((id) => ({ id, for: viewer?.personId }));
    },
    ({ id }) => id,
  );
  return { asked, loader };
};

const aRequest = (personId: string): GraphContext => ({ viewer: { personId, role: 'student' } });

describe('a loader of a request', () => {
  it('asks once for what is wanted at one time, and hands each its own', async () => {
    const { asked, loader } = aLoader();
    const request = aRequest('ann');
    const found = await Promise.all(['1', '2', 'unknown', '1'].map((id) => loader(request).load(id)));
    expect(found.map((value) => value?.id)).toEqual(['1', '2', undefined, '1']);
    expect(asked).toEqual([['1', '2', 'unknown']]);
  });

  it('never gives one request what another was given', async () => {
    const { asked, loader } = aLoader();
    expect(await loader(aRequest('ann')).load('1')).toEqual({ id: '1', for: 'ann' });
    expect(await loader(aRequest('ben')).load('1')).toEqual({ id: '1', for: 'ben' });
    expect(asked).toHaveLength(2);
  });

  it('passes a failure on to everyone who waits', async () => {
    const failing = loaderPerRequest(
      () => Promise.reject(new Error('down')),
      ({ id }: { id: string }) => id,
    );
    await expect(failing(aRequest('ann')).load('1')).rejects.toThrow('down');
  });
});
