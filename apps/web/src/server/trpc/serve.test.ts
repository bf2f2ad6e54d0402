import { DomainError, errorCodes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { Changes } from '../testing/caller.ts';
import { services, student } from '../testing/services.ts';
import { serveTrpc } from './serve.ts';

describe('procedures over HTTP', () => {
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
