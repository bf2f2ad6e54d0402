import { describe, expect, it } from 'vitest';
import { callerWith } from '../testing/caller.ts';
import { aCancelledSession, aPayment, aSession, aTutor, services, student } from '../testing/services.ts';

const sessionId = aSession().sessionId;

describe('tutors', () => {
  it('are listed, all of them or those of a subject', async () => {
    const caller = callerWith();
    expect((await caller.tutors.list()).map(({ tutorId }) => tutorId)).toEqual(['tutor-1', 'tutor-2']);
    expect((await caller.tutors.list({ subject: 'French' })).map(({ tutorId }) => tutorId)).toEqual([
      'tutor-2',
    ]);
  });

  it('are shown one by one with their story', async () => {
    expect(await callerWith().tutors.byId({ tutorId: 'tutor-1' })).toEqual(aTutor());
  });

  it('tell their open slots as text', async () => {
    const [from, to] = ['2030-05-01T10:00:00.000Z', '2030-05-01T11:00:00.000Z'];
    const slots = await callerWith().tutors.openSlots({ tutorId: 'tutor-1', from, to, duration: 60 });
    expect(slots).toEqual([{ startsAt: from, endsAt: to }]);
  });
});

describe('a booking', () => {
  it('passes on what was asked for, and by which key', async () => {
    const asked: unknown[] = [];
    const saga = {
      ...services().saga,
      bookSession: async (...args: unknown[]) => {
        asked.push(args);
        return services().saga.bookSession();
      },
    };
    const wanted = { tutorId: 'tutor-1', time: '2030-05-01T12:00:00+02:00', duration: 60 };
    const { expiresAt } = await callerWith({ saga }).booking.book({ ...wanted, idempotencyKey: 'once' });
    expect(expiresAt).toBe('2030-04-01T10:15:00.000Z');
    await callerWith({ saga }).booking.book(wanted);
    const request = { tutorId: 'tutor-1', time: new Date('2030-05-01T10:00:00Z'), duration: 60 };
    expect(asked).toEqual([
      [student, { ...request, idempotencyKey: 'once' }],
      [student, request],
    ]);
  });

  it('tells its checkout with the tutor and the times as text', async () => {
    expect(await callerWith().booking.checkout({ sessionId })).toMatchObject({
      tutorName: 'Ada Byron',
      tutorTimeZone: 'Europe/Berlin',
      startsAt: '2030-05-01T10:00:00.000Z',
      expiresAt: '2030-04-01T10:15:00.000Z',
      state: 'awaiting_payment',
    });
  });

  it('can be given up', async () => {
    expect(await callerWith().booking.giveUp({ sessionId })).toEqual({ sessionId });
  });
});

describe('sessions and payments', () => {
  it('name their people, those who have left included', async () => {
    const [session] = await callerWith().sessions.mine({});
    expect(session).toEqual({
      sessionId,
      tutorId: 'tutor-1',
      studentId: 'student-1',
      tutorName: 'Ada Byron',
      studentName: 'Former member',
      scheduledAt: '2030-05-01T10:00:00.000Z',
      duration: 60,
      status: 'CONFIRMED',
      meetingLink: 'https://meet.test/room',
      cancelledBy: null,
      cancelledAt: null,
      cancellationReason: null,
      payment: { status: 'SUCCEEDED', amount: 4500, currency: 'EUR', refunds: [], isDisputed: false },
    });
  });

  it('show a session whose payment this viewer may not see', async () => {
    const payment = { ...services().payment, paymentsOfSessions: async () => [] };
    expect(await callerWith({ payment }).sessions.byId({ sessionId })).toMatchObject({ payment: null });
  });

  it('show refunds, and a payment that has not become a session', async () => {
    const refund = {
      refundId: 'r1',
      amount: 4500,
      currency: 'EUR',
      status: 'PENDING',
      reason: null,
      createdAt: new Date('2030-04-02T10:00:00Z'),
    } as const;
    const payment = {
      ...services().payment,
      getPaymentHistory: async () => [aPayment({ refunds: [refund] })],
    };
    const communication = { ...services().communication, sessionsByIds: async () => [] };
    expect(await callerWith({ payment, communication }).payments.history({})).toMatchObject([
      {
        tutorName: 'Ada Byron',
        scheduledAt: null,
        refunds: [{ ...refund, createdAt: '2030-04-02T10:00:00.000Z' }],
      },
    ]);
  });

  it('ask nobody for the company of no sessions', async () => {
    const communication = { ...services().communication, getMySessions: async () => [] };
    const people = { ...services().people, namesOf: () => Promise.reject(new Error('asked')) };
    expect(await callerWith({ communication, people }).sessions.mine({ status: 'CANCELLED' })).toEqual([]);
  });
});

describe('cancelling', () => {
  it('tells first what would come back, and until when', async () => {
    const until = new Date('2030-04-30T10:00:00Z');
    const quoted = { sessionId, amount: 2250, currency: 'EUR', percent: 50 };
    const saga = { ...services().saga, cancellationQuote: async () => ({ ...quoted, until }) };
    expect(await callerWith({ saga }).sessions.cancellationQuote({ sessionId })).toEqual({
      ...quoted,
      until: '2030-04-30T10:00:00.000Z',
    });
    expect(await callerWith().sessions.cancellationQuote({ sessionId })).toMatchObject({ until: null });
  });

  it('passes on why, and answers who, when, why, and what is due', async () => {
    const asked: unknown[] = [];
    const communication = {
      ...services().communication,
      cancelSession: async (...args: unknown[]) => {
        asked.push(args);
        return aCancelledSession();
      },
    };
    const caller = callerWith({ communication });
    expect(await caller.sessions.cancel({ sessionId, reason: 'Ill' })).toMatchObject({
      status: 'CANCELLED',
      meetingLink: null,
      cancelledBy: 'student',
      cancelledAt: '2030-04-02T10:00:00.000Z',
      cancellationReason: 'Ill',
      refundDue: { amount: 4500, currency: 'EUR' },
    });
    expect(asked).toEqual([[student, { id: sessionId, reason: 'Ill' }]]);
  });

  it.each([
    ['tutor-1', 'tutor', { amount: 4500, currency: 'EUR' }],
    [null, null, null],
  ])('shows a session that %s cancelled', async (cancelledBy, byWhom, refundDue) => {
    const session = aCancelledSession({ cancelledBy });
    const communication = { ...services().communication, getSessionDetails: async () => session };
    const shown = await callerWith({ communication }).sessions.byId({ sessionId });
    expect(shown).toMatchObject({ cancelledBy: byWhom, refundDue });
  });
});

describe('who asks', () => {
  it('is told who they are', async () => {
    const profile = { name: 'Sam', email: 'sam@example.test' };
    expect(await callerWith().me()).toEqual({ ...student, ...profile });
    expect(await callerWith({ viewer: null }).me()).toBeNull();
    const people = { ...services().people, profileOf: async () => undefined };
    expect(await callerWith({ people }).me()).toBeNull();
  });

  it('must have signed in for what is somebody’s', async () => {
    const nobody = callerWith({ viewer: null });
    for (const asking of [
      nobody.sessions.mine({}),
      nobody.sessions.cancel({ sessionId }),
      nobody.operations.alerts({}),
      nobody.operations.disputes(),
      nobody.payments.byId({ paymentId: '1' }),
      nobody.sessions.cancellationQuote({ sessionId }),
      nobody.payments.history({}),
      nobody.booking.checkout({ sessionId }),
    ])
      await expect(asking).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await nobody.config()).toEqual(services().browser);
  });
});
