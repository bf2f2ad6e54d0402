import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../domain/session.ts';
import type { SessionLists } from './ports.ts';
import { getMySessions, sessionsByIds } from './view-sessions.ts';

const people = ['ann', 'ben', 'eve'];

const aSession = (n: number, studentId: string, tutorId: string): Session => ({
  sessionId: `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  studentId,
  tutorId,
  scheduledAt: new Date('2027-01-05T10:00:00Z'),
  duration: 60,
  status: 'PENDING_PAYMENT',
});

const inMemory = (sessions: readonly Session[]): SessionLists => ({
  withIds: async (ids) => sessions.filter(({ sessionId }) => ids.includes(sessionId)),
  page: async (whose, { page: { first, after } }) =>
    sessions
      .filter((s) => whose === 'all' || Object.entries(whose).every(([key, id]) => Object(s)[key] === id))
      .filter(({ sessionId }) => after === undefined || sessionId < after)
      .sort((a, b) => (a.sessionId < b.sessionId ? 1 : -1))
      .slice(0, first),
});

const someSessions = fc
  .array(
    fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)).filter(([a, b]) => a !== b),
    { maxLength: 30 },
  )
  .map((pairs) => pairs.map(([student, tutor], n) => aSession(n, student, tutor)));

describe('the sessions of a person', () => {
  it('are all they learn and all they teach, each once, newest first, whatever the size of the page', async () => {
    await fc.assert(
      fc.asyncProperty(
        someSessions,
        fc.constantFrom(...people),
        fc.integer({ min: 1, max: 5 }),
        async (all, who, first) => {
          const list = getMySessions({ sessions: inMemory(all) });
          const seen: string[] = [];
          for (;;) {
            const after = seen[seen.length - 1];
            const page = await list(
              { personId: who, role: 'student' },
              { page: after ? { first, after } : { first } },
            );
            if (page.length === 0) break;
            seen.push(...page.map(({ sessionId }) => sessionId));
          }
          const own = all.filter(({ studentId, tutorId }) => who === studentId || who === tutorId);
          expect(seen).toEqual(
            own
              .map(({ sessionId }) => sessionId)
              .sort()
              .reverse(),
          );
        },
      ),
    );
  });

  it('are the only ones they may see by id, unless they operate the place', async () => {
    await fc.assert(
      fc.asyncProperty(someSessions, fc.constantFrom(...people), async (all, who) => {
        const byIds = sessionsByIds({ sessions: inMemory(all) });
        const ids = [...all.map(({ sessionId }) => sessionId), 'not an id'];
        const own = all.filter(({ studentId, tutorId }) => who === studentId || who === tutorId);
        expect(await byIds({ personId: who, role: 'tutor' }, ids)).toEqual(own);
        expect(await byIds({ personId: 'op', role: 'operator' }, ids)).toEqual(all);
      }),
    );
  });
});
