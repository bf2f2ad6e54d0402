import { describe, expect, it } from 'vitest';
import type { Session } from '../domain/session.ts';
import { toRow, toSession } from './session-row.ts';

const lesson = {
  sessionId: '019a0000-0000-7000-8000-000000000001',
  tutorId: 'tutor-1',
  studentId: 'student-1',
  scheduledAt: new Date('2027-01-05T10:00:00Z'),
  duration: 60,
};

const nothing = {
  meetingLink: null,
  cancelledBy: null,
  cancelledAt: null,
  cancellationReason: null,
  createdAt: new Date(),
};

const states: Session[] = [
  { ...lesson, status: 'PENDING_PAYMENT' },
  { ...lesson, status: 'CONFIRMED', meetingLink: 'link' },
  { ...lesson, status: 'COMPLETED', meetingLink: 'link' },
  {
    ...lesson,
    status: 'CANCELLED',
    cancelledBy: 'student-1',
    cancelledAt: new Date(),
    cancellationReason: 'ill',
  },
  { ...lesson, status: 'CANCELLED', cancelledBy: null, cancelledAt: new Date(), cancellationReason: null },
];

describe('the row of a session', () => {
  it.each(states)('gives back what it was made of when $status', (session) => {
    expect(toSession({ ...nothing, ...toRow(session) })).toEqual(session);
  });

  it.each(['CONFIRMED', 'COMPLETED', 'CANCELLED', 'UNHEARD_OF'])(
    'is refused when %s and not whole',
    (status) => {
      expect(() => toSession({ ...lesson, ...nothing, status })).toThrow();
    },
  );
});
