import { plusSeconds } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { rememberBriefly } from './remember-briefly.ts';

const aMemory = (ask: (id: string) => Promise<string> = async (id) => `answer to ${id}`) => {
  const time = { now: new Date('2026-11-24T12:00:00Z') };
  const asked: string[] = [];
  const remembered = rememberBriefly(
    (id) => {
      asked.push(id);
      return ask(id);
    },
    { clock: () => time.now, seconds: 5 },
  );
  return { remembered, asked, time };
};

describe('remembering an answer briefly', () => {
  it('asks once for many at the same time, and again when it is over', async () => {
    const { remembered, asked, time } = aMemory();
    expect(await Promise.all([remembered('a'), remembered('a'), remembered('b')])).toEqual([
      'answer to a',
      'answer to a',
      'answer to b',
    ]);
    expect(asked).toEqual(['a', 'b']);
    time.now = plusSeconds(time.now, 5);
    await remembered('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('doesn’t remember a refusal', async () => {
    const { remembered, asked } = aMemory(() => Promise.reject(new Error('down')));
    await expect(remembered('a')).rejects.toThrow('down');
    await expect(remembered('a')).rejects.toThrow('down');
    expect(asked).toEqual(['a', 'a']);
  });

  it('keeps a thousand answers at most', async () => {
    const { remembered, asked } = aMemory();
    for (let n = 0; n <= 1_000; n++) await remembered(`${n}`);
    await remembered('1000');
    expect(asked).toHaveLength(1_001);
    await remembered('0');
    expect(asked).toHaveLength(1_002);
  });
});
