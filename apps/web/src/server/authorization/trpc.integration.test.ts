import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../trpc/router.ts';
import { type Cast, gather } from './cast.ts';

type Row = {
  /** For nobody, student, other student, the tutor, other tutor, operator. */
  readonly is: string;
  readonly input?: (cast: Cast) => unknown;
  /** Whether each caller brings something of their own. */
  readonly anew?: boolean;
};

const everyone = 'shown shown shown shown shown shown';
const signedIn = 'UNAUTHENTICATED shown shown shown shown shown';
const own = 'UNAUTHENTICATED shown NOT_FOUND shown NOT_FOUND shown';
const operators = 'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN shown';
const ofLesson = ({ lesson }: Cast) => ({ sessionId: lesson.sessionId });

const table: Record<string, Row> = {
  config: { is: everyone },
  me: { is: signedIn.replace('UNAUTHENTICATED', 'empty') },
  'tutors.list': { is: everyone },
  'tutors.byId': { is: everyone, input: ({ tutorId }) => ({ tutorId }) },
  'tutors.openSlots': {
    is: everyone,
    input: ({ tutorId, time }) => {
      const day = time().slice(0, 10);
      return { tutorId, from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z`, duration: 60 };
    },
  },
  'booking.checkout': {
    is: 'UNAUTHENTICATED shown NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND',
    input: ofLesson,
  },
  'booking.giveUp': {
    is: 'UNAUTHENTICATED shown NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND',
    input: async ({ unpaid }) => ({ sessionId: (await unpaid()).sessionId }),
  },
  'sessions.mine': { is: 'UNAUTHENTICATED shown empty shown empty shown', input: () => ({}) },
  'sessions.byId': { is: own, input: ofLesson },
  'sessions.cancellationQuote': { is: own, input: ofLesson },
  'sessions.cancel': {
    is: 'UNAUTHENTICATED shown NOT_FOUND shown NOT_FOUND FORBIDDEN',
    input: async ({ confirmed }) => ({ sessionId: (await confirmed()).sessionId }),
  },
  'payments.history': { is: 'UNAUTHENTICATED shown empty empty empty shown', input: () => ({}) },
  'payments.byId': { is: own, input: ({ lesson }) => ({ paymentId: lesson.paymentId }) },
  'operations.alerts': { is: operators, input: () => ({}) },
  'operations.disputes': { is: operators },
  // Last: from here on each of them has a payment.
  'booking.book': {
    is: 'UNAUTHENTICATED shown shown BAD_USER_INPUT shown shown',
    input: ({ tutorId, time }) => ({ tutorId, time: time(), duration: 60 }),
    anew: true,
  },
};

let cast: Cast;
beforeAll(async () => {
  cast = await gather(inject('postgresUrl'));
});
afterAll(() => cast.world.end());

const typed = z.object({ type: z.enum(['query', 'mutation']) });
const typeOf = (path: string) => typed.parse(Reflect.get(appRouter._def.procedures, path)._def).type;

describe('every tRPC procedure', () => {
  it('has a row', () => {
    expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(table))('%s is for those whom it is for', async (path, { is, input, anew }) => {
    const isMutation = typeOf(path) === 'mutation';
    const shared = await input?.(cast);
    const outcomes = await cast.outcomes(async (person) => {
      const brought = anew ? await input?.(cast) : shared;
      const { data, error } = await (isMutation ? person.mutate(path, brought) : person.query(path, brought));
      return { code: error?.domainCode, value: data };
    });
    expect(outcomes).toBe(is);
  });
});
