import { act, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useAppearance } from './appearance.ts';

const Shown = () => <output>{useAppearance().theme}</output>;

/** A window that is dark or light as the test says. */
function sky() {
  const query = Object.assign(new EventTarget(), { matches: false });
  vi.stubGlobal('matchMedia', () => query);
  return (matches: boolean) => {
    query.matches = matches;
    query.dispatchEvent(new Event('change'));
  };
}

describe('useAppearance', () => {
  it('follows day and night', () => {
    const turn = sky();
    render(<Shown />);
    expect(screen.getByRole('status').textContent).toBe('stripe');
    act(() => turn(true));
    expect(screen.getByRole('status').textContent).toBe('night');
  });
});
