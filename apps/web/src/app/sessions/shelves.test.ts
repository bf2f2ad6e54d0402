import { describe, expect, it } from 'vitest';
import { aSession } from '@/testing/builders.ts';
import { isReadWhole, nextFirst, otherPerson, shelfIn } from './shelves.ts';

const later = aSession({ sessionId: 'later', scheduledAt: '2026-12-01T10:00:00.000Z' });
const sooner = aSession({ sessionId: 'sooner', scheduledAt: '2026-11-27T10:00:00.000Z' });

describe('shelves', () => {
  it('puts the next lesson first', () => {
    expect(nextFirst([later, sooner])).toEqual([sooner, later]);
  });

  it('reads whole what one has ahead, and by pages what may be long', () => {
    expect(isReadWhole('upcoming', 'student')).toBe(true);
    expect(isReadWhole('upcoming', 'tutor')).toBe(true);
    expect(isReadWhole('upcoming', 'operator')).toBe(false);
    expect(isReadWhole('past', 'tutor')).toBe(false);
  });

  it('opens the tab of the address, or the first', () => {
    expect(shelfIn('past')).toBe('past');
    expect(shelfIn(['past'])).toBe('upcoming');
    expect(shelfIn(undefined)).toBe('upcoming');
  });

  it('names the student to the tutor and the tutor to everybody else', () => {
    expect(otherPerson(sooner, 'tutor-ana').name).toBe('Mina Okafor');
    expect(otherPerson(sooner, 'student-mina').name).toBe('Ana Beltrán');
    expect(otherPerson(sooner, undefined).name).toBe('Ana Beltrán');
  });
});
