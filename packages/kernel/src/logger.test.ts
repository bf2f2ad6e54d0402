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
