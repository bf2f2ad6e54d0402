import { describe, expect, it } from 'vitest';
import { aSession } from '@/testing/builders.ts';
import type { SessionStatus } from '@/trpc/answers.ts';
import { isOffered, type Part, partOf, type SessionAction } from './session-actions.ts';

const before = new Date('2026-11-26T15:29:59.999Z');
const begun = new Date('2026-11-26T15:30:00.000Z');
const actions = ['join', 'addToCalendar', 'cancel', 'bookAgain', 'followPayment'] as const;
const offered = (status: SessionStatus, part: Part, now = before): SessionAction[] =>
  actions.filter((action) => isOffered(action, aSession({ status }), part, now));

describe('what is offered', () => {
  it.each([
    ['CONFIRMED', 'student', ['join', 'addToCalendar', 'cancel']],
    ['CONFIRMED', 'tutor', ['join', 'addToCalendar', 'cancel']],
    ['CONFIRMED', 'onlooker', ['join']],
    ['PENDING_PAYMENT', 'student', ['followPayment']],
    ['PENDING_PAYMENT', 'tutor', []],
    ['COMPLETED', 'student', ['bookAgain']],
    ['COMPLETED', 'tutor', []],
    ['CANCELLED', 'student', ['bookAgain']],
    ['CANCELLED', 'tutor', []],
    ['CANCELLED', 'onlooker', []],
  ] as const)('of a %s session to the %s', (status, part, expected) => {
    expect(offered(status, part)).toEqual(expected);
  });

  it('of a lesson that has begun leaves cancelling to the tutor', () => {
    expect(offered('CONFIRMED', 'student', begun)).not.toContain('cancel');
    expect(offered('CONFIRMED', 'tutor', begun)).toContain('cancel');
  });

  it('depends on what one is to it', () => {
    expect(partOf(aSession(), 'tutor-ana')).toBe('tutor');
    expect(partOf(aSession(), 'student-mina')).toBe('student');
    expect(partOf(aSession(), 'operator')).toBe('onlooker');
    expect(partOf(aSession(), undefined)).toBe('onlooker');
  });
});
