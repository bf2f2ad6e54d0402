import { describe, expect, it } from 'vitest';
import { createTimeline } from './timeline.ts';

const start = new Date('2026-12-01T08:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

describe('the virtual clock', () => {
  it('rings what is due in order, the first told first, each at its own time', () => {
    const timeline = createTimeline(start);
    const rung: string[] = [];
    const ring = (name: string) => () => rung.push(`${name} ${timeline.now().toISOString().slice(17, 19)}`);
    timeline.at(after(20), ring('b'));
    timeline.at(after(10), ring('a'));
    timeline.at(after(20), ring('c'));
    timeline.at(after(31), ring('d'));
    timeline.moveTo(after(30));
    expect(rung).toEqual(['a 10', 'b 20', 'c 20']);
    expect(timeline.now()).toEqual(after(30));
    expect(timeline.next()).toEqual(after(31));
  });

  it('never goes back: what is late rings now', () => {
    const timeline = createTimeline(start);
    timeline.moveTo(after(5));
    timeline.at(start, () => {});
    expect(timeline.next()).toEqual(after(5));
    timeline.moveTo(start);
    expect(timeline.now()).toEqual(after(5));
    expect(timeline.next()).toBeUndefined();
  });

  it('rings what is set while it moves', () => {
    const timeline = createTimeline(start);
    const rung: number[] = [];
    const tick = () => {
      rung.push(timeline.now().getTime() - start.getTime());
      timeline.in(1_000, tick);
    };
    timeline.in(1_000, tick);
    timeline.moveTo(after(3));
    expect(rung).toEqual([1_000, 2_000, 3_000]);
  });
});
