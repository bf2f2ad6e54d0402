import { describe, expect, it } from 'vitest';
import { addressOf, choiceIn } from './choice.ts';

describe('choice', () => {
  it('survives the way through the address bar', () => {
    const choice = { duration: 90, time: '2026-11-26T15:30:00.000Z' };
    const query = new URL(addressOf('ana', choice), 'https://halfpast.example').searchParams;
    expect(choiceIn(Object.fromEntries(query), [60, 90])).toEqual(choice);
    expect(addressOf('ana', { duration: 60, time: undefined })).toBe('/tutors/ana?duration=60');
  });

  it.each([
    [{}, [30, 60], 60],
    [{ duration: '45' }, [30, 90], 30],
    [{ duration: ['30', '60'] }, [30], 30],
    [{}, [], 60],
  ])('takes %j as %j allows', (asked, durations, duration) => {
    expect(choiceIn(asked, durations)).toEqual({ duration, time: undefined });
  });

  it('drops a time that is none', () => {
    expect(choiceIn({ time: 'tomorrow' }, [60]).time).toBeUndefined();
    expect(choiceIn({ time: ['2026-11-26T15:30:00Z'] }, [60]).time).toBeUndefined();
  });
});
