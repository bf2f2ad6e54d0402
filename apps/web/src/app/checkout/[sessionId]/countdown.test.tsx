import { act, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Countdown } from './countdown.tsx';

const pass = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1_000));

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T10:00:00Z') });
});

describe('Countdown', () => {
  it('ticks each second and is spoken only at milestones', () => {
    render(<Countdown expiresAt="2026-11-25T10:10:02Z" onTimeUp={() => {}} />);
    expect(screen.getByText('10:02')).toBeTruthy();
    const spoken = screen.getByRole('timer');
    const first = spoken.textContent;
    pass(1);
    expect(screen.getByText('10:01')).toBeTruthy();
    expect(spoken.textContent).toBe(first);
    pass(1);
    expect(spoken.textContent).toBe('Less than 10 minutes left to pay');
  });

  it('tells once that its time is up, and again only for another hold', () => {
    const onTimeUp = vi.fn();
    const { rerender } = render(<Countdown expiresAt="2026-11-25T10:00:03Z" onTimeUp={onTimeUp} />);
    pass(2);
    expect(onTimeUp).not.toHaveBeenCalled();
    pass(5);
    expect(onTimeUp).toHaveBeenCalledOnce();
    rerender(<Countdown expiresAt="2026-11-25T10:00:09Z" onTimeUp={() => onTimeUp()} />);
    pass(5);
    expect(onTimeUp).toHaveBeenCalledTimes(2);
  });
});
