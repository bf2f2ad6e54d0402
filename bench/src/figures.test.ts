import { describe, expect, it } from 'vitest';
import { quantile, table } from './figures.ts';

describe('the figures', () => {
  it('take a quantile of values in any order', () => {
    const values = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)]).toEqual(
      [1, 51, 100, 100],
    );
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('are set out as Markdown', () => {
    expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});
