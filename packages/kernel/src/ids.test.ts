import { expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

it('new ids are ids, and sort by the order they were made in', () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(ids.every(isId)).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(1000);
});

it.each(['', 'x', '1', 'demo-tutor-1', "' OR 1=1", '019a0000-0000-7000-8000-00000000000', '{}'])(
  '"%s" is no id',
  (value) => {
    expect(isId(value)).toBe(false);
  },
);
