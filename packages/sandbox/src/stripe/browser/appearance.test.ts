// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { dress } from './appearance.ts';

const looks = (appearance?: Parameters<typeof dress>[1]) => {
  const node = document.createElement('div');
  dress(node, appearance);
  return (name: string) => node.style.getPropertyValue(`--stripe-${name}`);
};

it('is bright unless the page asks for the night', () => {
  expect(looks()('colorBackground')).toBe('#ffffff');
  expect(looks({ theme: 'night' })('colorBackground')).toBe('#30313d');
});

it("takes the page's own colours, and its text colour for the quiet text too", () => {
  const look = looks({
    theme: 'stripe',
    variables: { colorText: '#112233', borderRadius: '12px' },
  });
  expect(look('colorText')).toBe('#112233');
  expect(look('colorTextSecondary')).toBe('#112233');
  expect(look('borderRadius')).toBe('12px');
  expect(look('inputBorder')).toBe('1px solid var(--stripe-edge)');
});

it('takes the border of the inputs from the rules', () => {
  const look = looks({ rules: { '.Input': { border: '2px solid red' } } });
  expect(look('inputBorder')).toBe('2px solid red');
});
