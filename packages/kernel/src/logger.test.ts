import { describe, expect, it } from 'vitest';
import { createLogger, silentLogger } from './logger.ts';

const aLog = (level?: string) => {
  const lines: string[] = [];
  return { lines, logger: createLogger('test', level, { write: (line) => void lines.push(line) }) };
};

describe('the logger', () => {
  it('writes one JSON line an event', () => {
    const { lines, logger } = aLog();
    logger.warn({ bookingId: 'b-1' }, 'The hold is overdue');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      name: 'test',
      bookingId: 'b-1',
      msg: 'The hold is overdue',
    });
  });

  it('cuts secrets out at any depth that we write', () => {
    const { lines, logger } = aLog();
    const secret = 'pi_1_secret_2';
    logger.error(
      {
        clientSecret: secret,
        intent: { client_secret: secret },
        request: { headers: { authorization: secret } },
      },
      'Failed',
    );
    expect(lines.join()).not.toContain(secret);
    expect(lines.join()).toContain('[secret]');
  });

  it.each([
    [
      'deep in an error',
      { err: Object.assign(new Error('No'), { raw: { intent: { client_secret: 'let-me-in' } } }) },
    ],
    [
      'among many errors',
      { err: new AggregateError([Object.assign(new Error('No'), { cookie: 'a=let-me-in' })]) },
    ],
    ['in quotes of its own', { deep: { and: { deeper: { password: '"let-me-in"\\let-me-in' } } } }],
    ['in an address', { path: '/result?payment_intent_client_secret=pi_1_secret_let1me2in&x=let' }],
    ['in words', { err: new Error('Invalid API Key provided: sk_test_let1me2in, whsec_let1me2in') }],
    [
      'in a header',
      {
        headers: [
          'Authorization: Bearer let-me-in.let-me-in/let-me-in',
          'cookie: better-auth.session_token=let-me-in',
        ],
      },
    ],
    ['in a connection', { err: new Error('no answer from postgresql://app:let-me-in@db/halfpast') }],
  ])('cuts out what is %s, and leaves a line that can be read', (_, fields) => {
    const { lines, logger } = aLog();
    logger.error({ requestId: 'r-1', ...fields }, 'Failed');
    expect(lines.join()).not.toMatch(/let.me.in/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'r-1', msg: 'Failed' });
  });

  it('leaves ids and words as they are', () => {
    const { lines, logger } = aLog();
    const fields = { intentId: 'pi_3Oabc', key: 'pk_test_1', words: 'the bearer of a secret' };
    logger.info(fields, 'Told');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(fields);
  });

  it('keeps quiet below its level', () => {
    const { lines, logger } = aLog('error');
    logger.info({}, 'Started');
    logger.warn({}, 'Slow');
    expect(lines).toEqual([]);
  });

  it('has a silent sibling', () => {
    for (const write of [silentLogger.info, silentLogger.warn, silentLogger.error]) {
      expect(write({}, 'nothing')).toBeUndefined();
    }
  });
});
