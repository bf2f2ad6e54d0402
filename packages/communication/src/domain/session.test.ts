import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingLinks } from './meeting-link.ts';
import {
  allowedFrom,
  can,
  confirm,
  endOf,
  type Lesson,
  meetingLinkOf,
  type SessionAction,
  type SessionStatus,
  withdraw,
} from './session.ts';

const lesson: Lesson = {
  sessionId: '019a0000-0000-7000-8000-000000000001',
  tutorId: 'tutor-1',
  studentId: 'student-1',
  scheduledAt: new Date('2027-01-05T10:00:00Z'),
  duration: 60,
};

const statuses: readonly SessionStatus[] = ['PENDING_PAYMENT', 'CONFIRMED', 'COMPLETED', 'CANCELLED'];
const actions: readonly SessionAction[] = ['confirm', 'complete', 'cancel', 'withdraw'];
const targets: Record<SessionAction, SessionStatus> = {
  confirm: 'CONFIRMED',
  complete: 'COMPLETED',
  cancel: 'CANCELLED',
  withdraw: 'CANCELLED',
};

describe('a session', () => {
  it('is confirmed before it begins', () => {
    const before = new Date('2027-01-05T09:59:59.999Z');
    expect(confirm(lesson, 'https://meet.test/room', before)).toEqual({
      ...lesson,
      status: 'CONFIRMED',
      meetingLink: 'https://meet.test/room',
    });
  });

  it('is refused once it has begun', () => {
    expect(() => confirm(lesson, 'https://meet.test/room', lesson.scheduledAt)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it('forgets what a state before knew and this one does not', () => {
    const pending = { ...lesson, status: 'PENDING_PAYMENT' as const, cancelledAt: new Date() };
    expect(confirm(pending, 'link', new Date('2027-01-01T00:00:00Z'))).not.toHaveProperty('cancelledAt');
  });

  it('ends after its minutes', () => {
    expect(endOf(lesson)).toEqual(new Date('2027-01-05T11:00:00Z'));
  });

  it('tells where to meet while there is something to meet for', () => {
    const meetingLink = 'https://meet.test/room';
    expect(meetingLinkOf({ ...lesson, status: 'CONFIRMED', meetingLink })).toBe(meetingLink);
    expect(meetingLinkOf({ ...lesson, status: 'COMPLETED', meetingLink })).toBe(meetingLink);
    expect(meetingLinkOf({ ...lesson, status: 'PENDING_PAYMENT' })).toBeNull();
    expect(meetingLinkOf(withdraw(lesson, new Date()))).toBeNull();
  });

  it.each([
    ['confirm', ['PENDING_PAYMENT']],
    ['complete', ['CONFIRMED']],
    ['cancel', ['CONFIRMED']],
    ['withdraw', ['PENDING_PAYMENT']],
  ] as const)('lets %s happen from %s only', (action, allowed) => {
    expect(statuses.filter((status) => can(action, { status }))).toEqual(allowed);
  });

  it('never leaves COMPLETED or CANCELLED, and comes to an end, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions)), (done) => {
        const path: SessionStatus[] = ['PENDING_PAYMENT'];
        for (const action of done) {
          const status = path[path.length - 1] ?? 'PENDING_PAYMENT';
          if (allowedFrom[action].includes(status)) path.push(targets[action]);
        }
        expect(path.length).toBeLessThanOrEqual(3);
        const ends = path.findIndex((status) => status === 'COMPLETED' || status === 'CANCELLED');
        if (ends >= 0) expect(ends).toBe(path.length - 1);
      }),
    );
  });
});

describe('meeting links', () => {
  it('are rooms below the address, each hard to guess', () => {
    const newLink = meetingLinks('https://meet.test/');
    const links = Array.from({ length: 1000 }, newLink);
    expect(new Set(links).size).toBe(1000);
    for (const link of links) expect(link).toMatch(/^https:\/\/meet\.test\/halfpast-[\w-]{32}$/);
  });
});
