import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from './expression.ts';

const event = { name: 'paid', data: { id: 'a', amount: 5, on: true, gone: null, 'odd key': 1, list: ['x'] } };
const async = { name: 'seen', data: { id: 'a' } };
const holds = (text: string) => parseExpression(text)({ event, async });

describe('an expression', () => {
  it.each([
    'event.data.id == async.data.id',
    "event.data.id == 'a' && event.data.amount == 5",
    'event.data.amount > 4 && event.data.amount >= 5 && event.data.amount < 6 && event.data.amount <= 5',
    'event.data.id >= "a" && event.data.id < "b"',
    'event.data.on',
    '!event.data.missing',
    'event.data.gone == null',
    'event.data["odd key"] == 1 && event.data.list[0] == "x"',
    'event.data.id != "b" && (false || true)',
    "event.data.id == 'a' || event.data.nope.nope == 1",
    '"it\\\'s" == "it\'s"',
  ])('holds: %s', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each([
    'event.data.id == "b"',
    'event.data.amount == "5"',
    'event.data.amount < "6"',
    'event.data.missing.deeper == "a"',
    'event.data.id',
    'event.data.amount > 5 || event.data.amount < 5',
    '!(event.data.on)',
    "event.constructor.name == 'Object'",
  ])('does not hold: %s', (text) => {
    expect(holds(text)).toBe(false);
  });

  it.each([
    '',
    'event.data.id ==',
    'event.data.id = 1',
    'size(event.data.list) > 0',
    '(event.data.on',
    'event.data.',
    'event.data[id]',
    'event.data.on event.data.on',
    'event.data.id matches "a"',
    '"open',
    'event[0',
  ])('refuses what it does not read: %s', (text) => {
    expect(() => parseExpression(text)).toThrow();
  });

  it('compares any text with itself', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = `"${text.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
        const condition = parseExpression(`event.data.text == ${literal}`);
        expect(condition({ event: { data: { text } } })).toBe(true);
      }),
    );
  });
});
