import { DomainError, errorCodes, type Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import {
  aCancelledSession,
  aDispute,
  anAlert,
  aPayment,
  aSession,
  aTutor,
  services,
  student,
} from '../testing/services.ts';
import type { TrpcContext } from './init.ts';
import { appRouter } from './router.ts';
import { serveTrpc } from './serve.ts';

type Changes = Partial<TrpcContext['app']> & { viewer?: Viewer | null };

/** The procedures over in-memory services, called in process. */
const callerWith = ({ viewer = student, ...changes }: Changes = {}) =>
  appRouter.createCaller({
    app: { ...services(), ...changes },
    requestId: 'request-1',
    viewer: async () => viewer ?? undefined,
  });

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

describe('operations', () => {
  const operator: Viewer = { personId: 'operator-1', role: 'operator' };
  const about = {
    sessionId,
    amount: 4500,
    currency: 'EUR',
    studentName: 'Former member',
    tutorName: 'Ada Byron',
    refunds: [],
  };

  it('show alerts and disputes with the payment and the people they are about', async () => {
    const caller = callerWith({ viewer: operator });
    const { createdAt, key, sessionId: _, ...alert } = anAlert;
    expect(await caller.operations.alerts({})).toEqual([
      { ...alert, createdAt: createdAt.toISOString(), payment: about },
    ]);
    const openedAt = aDispute.openedAt.toISOString();
    expect(await caller.operations.disputes()).toEqual([{ ...aDispute, openedAt, payment: about }]);
  });

  it('ask nobody for the payments of nothing, and show what has none', async () => {
    const asked: unknown[] = [];
    const none = {
      ...services().payment,
      disputes: async () => [],
      paymentsByIds: async (...args: unknown[]) => {
        asked.push(args);
        return [];
      },
    };
    const caller = callerWith({ viewer: operator, payment: none });
    expect(await caller.operations.disputes()).toEqual([]);
    expect(asked).toEqual([]);
    expect(await caller.operations.alerts({})).toMatchObject([{ payment: null }]);
  });

  it('show one payment with its disputes', async () => {
    const payment = { ...services().payment, paymentOf: async () => aPayment({ disputes: [aDispute] }) };
    expect(
      await callerWith({ viewer: operator, payment }).payments.byId({ paymentId: aPayment().paymentId }),
    ).toMatchObject({ stripePaymentIntentId: 'pi_1', disputes: [{ disputeId: 'dp_1', status: 'OPEN' }] });
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

describe('over HTTP', () => {
  const asking = (changes: Changes, path: string, init: RequestInit = {}) => {
    const { viewer = student, ...parts } = changes;
    const app = { ...services(), ...parts, viewerOf: async () => viewer ?? undefined };
    return serveTrpc(app, new Request(`http://localhost/api/trpc/${path}`, init), 'request-1');
  };
  const errorOf = async (response: Response) => (await response.json()).error;

  it.each(errorCodes.filter((code) => code !== 'INTERNAL'))(
    '%s keeps its code, words and details',
    async (code) => {
      const tutors = () => Promise.reject(new DomainError(code, 'No, because', { sessionId: '1' }));
      const response = await asking(
        { tutorMatching: { ...services().tutorMatching, tutors } },
        'tutors.list',
      );
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await errorOf(response)).toMatchObject({
        message: 'No, because',
        data: { domainCode: code, details: { sessionId: '1' }, requestId: 'request-1' },
      });
    },
  );

  it('a surprise is masked, and logged whole', async () => {
    const logged: object[] = [];
    const logger = { info() {}, warn() {}, error: (fields: object) => void logged.push(fields) };
    const tutors = () => Promise.reject(new Error('password=hunter2'));
    const response = await asking(
      { logger, tutorMatching: { ...services().tutorMatching, tutors } },
      'tutors.list',
    );
    expect(response.status).toBe(500);
    const error = await errorOf(response);
    expect(error.data).toMatchObject({ domainCode: 'INTERNAL', requestId: 'request-1' });
    expect(JSON.stringify(error)).not.toMatch(/hunter2|stack/);
    expect(logged).toMatchObject([
      { requestId: 'request-1', path: 'tutors.list', err: { message: 'password=hunter2' } },
    ]);
  });

  const post = (body: string) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
  it.each([
    ['no such procedure', 'tutors.fire', {}, 404, 'NOT_FOUND'],
    ['a body that is no JSON', 'booking.book', post('{'), 400, 'BAD_USER_INPUT'],
    ['a body without what is needed', 'booking.book', post('{}'), 400, 'BAD_USER_INPUT'],
    [
      'a time without an offset',
      'booking.book',
      post('{"tutorId":"t","time":"2030-05-01T10:00","duration":60}'),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'half a minute',
      'booking.book',
      post('{"tutorId":"t","time":"2030-05-01T10:00Z","duration":0.5}'),
      400,
      'BAD_USER_INPUT',
    ],
    ['a mutation by GET', 'booking.giveUp?input={"sessionId":"1"}', {}, 405, 'BAD_USER_INPUT'],
    ['a page of a million', 'payments.history?input={"first":1000000}', {}, 400, 'BAD_USER_INPUT'],
    [
      'an id as long as a book',
      `tutors.byId?input={"tutorId":"${'x'.repeat(200)}"}`,
      {},
      400,
      'BAD_USER_INPUT',
    ],
  ])('%s is refused', async (_, path, init, status, domainCode) => {
    const response = await asking({}, path, init);
    expect([response.status, (await errorOf(response)).data.domainCode]).toEqual([status, domainCode]);
  });

  it('too many calls in one are refused', async () => {
    const response = await asking({}, `${Array(21).fill('config').join(',')}?batch=1`);
    expect(response.status).toBe(400);
  });

  it('the viewer is looked up once for all calls of a batch', async () => {
    let asked = 0;
    const app = {
      ...services(),
      viewerOf: async () => {
        asked += 1;
        return student;
      },
    };
    await serveTrpc(app, new Request('http://localhost/api/trpc/me,me,config?batch=1'), 'request-1');
    await serveTrpc(app, new Request('http://localhost/api/trpc/config'), 'request-1');
    expect(asked).toBe(1);
  });
});
