import { describe, expect, it } from 'vitest';
import { aSession } from '@/testing/builders.ts';
import { inReadingOrder, otherPerson, shelfIn } from './shelves.ts';

const later = aSession({ sessionId: 'later', scheduledAt: '2026-12-01T10:00:00.000Z' });
const sooner = aSession({ sessionId: 'sooner', scheduledAt: '2026-11-27T10:00:00.000Z' });

describe('shelves', () => {
  it('puts the next lesson first among those to come and leaves the others as they are', () => {
    expect(inReadingOrder([later, sooner], 'upcoming')).toEqual([sooner, later]);
    expect(inReadingOrder([later, sooner], 'past')).toEqual([later, sooner]);
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
