import { DomainError, errorCodes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { answer, limited, textOf } from './http.ts';

const request = (body?: BodyInit) =>
  new Request('http://localhost/api/x', body ? { method: 'POST', body } : {});

function aLog() {
  const lines: { level: string; fields: object }[] = [];
  const writeTo = (level: string) => (fields: object) => void lines.push({ level, fields });
  return { lines, logger: { info: writeTo('info'), warn: writeTo('warn'), error: writeTo('error') } };
}

describe('a route', () => {
  it('answers what it has to say', async () => {
    const { logger } = aLog();
    const response = await answer(
      () => logger,
      request(),
      async () => new Response('yes'),
    );
    expect(await response.text()).toBe('yes');
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it.each(errorCodes.filter((code) => code !== 'INTERNAL'))(
    'answers a refusal with %s and a status',
    async (code) => {
      const { logger, lines } = aLog();
      const refusal = new DomainError(code, 'No, because', { sessionId: '1' });
      const response = await answer(
        () => logger,
        request(),
        () => Promise.reject(refusal),
      );
      expect(response.status).toBeGreaterThanOrEqual(400);
      const { errors } = await response.json();
      expect(errors[0].extensions.requestId).toBe(response.headers.get('x-request-id'));
      expect(errors).toEqual([
        { message: 'No, because', extensions: { code, sessionId: '1', requestId: expect.any(String) } },
      ]);
      expect(lines).toEqual([]);
    },
  );

  it.each([new Error('password=hunter2'), new DomainError('INTERNAL', 'password=hunter2'), 'hunter2'])(
    'masks %s and logs it with the id that it answers',
    async (surprise) => {
      const { logger, lines } = aLog();
      const response = await answer(
        () => logger,
        request(),
        () => Promise.reject(surprise),
      );
      expect(response.status).toBe(500);
      const body = await response.text();
      expect(body).not.toContain('hunter2');
      expect(lines).toMatchObject([{ level: 'error', fields: { path: '/api/x', err: surprise } }]);
      expect(lines[0]?.fields).toHaveProperty('requestId', JSON.parse(body).errors[0].extensions.requestId);
    },
  );

  it('answers 503 while the database is away, also when another error tells of it', async () => {
    const { logger, lines } = aLog();
    const down = new Error('session lost', { cause: new Error('Connection terminated unexpectedly') });
    const response = await answer(
      () => logger,
      request(),
      () => Promise.reject(down),
    );
    expect(response.status).toBe(503);
    expect(lines).toMatchObject([{ level: 'warn' }]);
  });
});

describe('a body', () => {
  it('is read whole, characters that come in two parts included', async () => {
    const [euro] = [new TextEncoder().encode('€')];
    const parts = new ReadableStream({
      start(controller) {
        controller.enqueue(euro?.slice(0, 1));
        controller.enqueue(euro?.slice(1));
        controller.close();
      },
    });
    const init = { method: 'POST', body: parts, duplex: 'half' };
    expect(await textOf(new Request('http://localhost', init), 10)).toBe('€');
    expect(await textOf(request(), 10)).toBe('');
  });

  it('is refused beyond its limit', async () => {
    expect(await textOf(request('x'.repeat(10)), 10)).toHaveLength(10);
    await expect(textOf(request('x'.repeat(11)), 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('that is too long is let pass by, so that its sender hears the answer, but not for ever', async () => {
    const endless = (parts: number) => {
      const seen = { parts: 0, canceled: false };
      const body = new ReadableStream<Uint8Array>({
        pull(sink) {
          if (seen.parts++ < parts) sink.enqueue(new Uint8Array(1_000_000));
          else sink.close();
        },
        cancel() {
          seen.canceled = true;
        },
      });
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
      return { seen, request: new Request('http://localhost/api/x', init) };
    };
    const long = endless(5);
    await expect(textOf(long.request, 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(long.seen).toEqual({ parts: 6, canceled: false });
    const tooLong = endless(1_000);
    await expect(textOf(tooLong.request, 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(tooLong.seen.canceled).toBe(true);
    expect(tooLong.seen.parts).toBeLessThan(20);
  });

  it('may be limited for somebody else to read', async () => {
    const same = await limited(request('{"a":1}'), 10);
    expect([same.method, same.url, await same.json()]).toEqual(['POST', 'http://localhost/api/x', { a: 1 }]);
    expect((await limited(request(), 10)).method).toBe('GET');
    await expect(limited(request('x'.repeat(11)), 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
