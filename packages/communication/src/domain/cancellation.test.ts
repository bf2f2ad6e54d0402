import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancel, reasonOf } from './cancellation.ts';
import { type Session, withdraw } from './session.ts';

const lesson = {
  sessionId: '019a0000-0000-7000-8000-000000000001',
  tutorId: 'tutor-1',
  studentId: 'student-1',
  scheduledAt: new Date('2027-01-05T10:00:00Z'),
  duration: 60,
};
const confirmed: Session = { ...lesson, status: 'CONFIRMED', meetingLink: 'https://meet.test/room' };
const before = new Date('2027-01-05T09:59:59.999Z');
const refusal = (code: string) => expect.objectContaining({ code });

describe('a session', () => {
  it.each(['student-1', 'tutor-1'])('is cancelled by %s before it begins', (by) => {
    expect(cancel(confirmed, { by, at: before, reason: 'ill' })).toEqual({
      ...lesson,
      status: 'CANCELLED',
      cancelledBy: by,
      cancelledAt: before,
      cancellationReason: 'ill',
    });
  });

  it('is cancelled only by its tutor once it has begun', () => {
    const at = lesson.scheduledAt;
    expect(cancel(confirmed, { by: 'tutor-1', at, reason: null }).cancelledBy).toBe('tutor-1');
    expect(() => cancel(confirmed, { by: 'student-1', at, reason: null })).toThrow(
      refusal('CANCELLATION_NOT_ALLOWED'),
    );
  });

  it.each<Session>([
    { ...lesson, status: 'PENDING_PAYMENT' },
    { ...confirmed, status: 'COMPLETED' },
  ])('is not cancelled by anybody while $status', (session) => {
    for (const by of ['student-1', 'tutor-1'])
      expect(() => cancel(session, { by, at: before, reason: null })).toThrow(
        refusal('CANCELLATION_NOT_ALLOWED'),
      );
  });

  it('stays as it is when it is cancelled already, or was withdrawn', () => {
    const withdrawn = withdraw(lesson, before);
    expect(cancel(withdrawn, { by: 'tutor-1', at: before, reason: 'ill' })).toBe(withdrawn);
  });
});

describe('the reason of a cancellation', () => {
  it.each([
    ['  I am ill ', 'I am ill'],
    ['first\r\nsecond\tthird', 'first second third'],
    ['', null],
    [' \n ', null],
    [null, null],
    [undefined, null],
    ['👩🏽‍🏫'.repeat(100), '👩🏽‍🏫'.repeat(100)],
  ])('is one line: %j', (words, reason) => {
    expect(reasonOf(words)).toBe(reason);
  });

  it.each(['a\u0000b', '\u001b[31mred', 'x\u0085y', '\u007f'])('holds no control characters: %j', (words) => {
    expect(() => reasonOf(words)).toThrow(refusal('BAD_USER_INPUT'));
  });

  it('has 500 characters at most', () => {
    expect(reasonOf('ä'.repeat(500))).toHaveLength(500);
    expect(() => reasonOf('ä'.repeat(501))).toThrow(refusal('BAD_USER_INPUT'));
  });

  it('is read again as itself, and breaks no line, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (words) => {
        let reason: string | null;
        try {
          reason = reasonOf(words);
        } catch (error) {
          expect(error).toEqual(refusal('BAD_USER_INPUT'));
          return;
        }
        expect(reasonOf(reason)).toBe(reason);
        expect(reason ?? '').not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });
});
